using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cosmo.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DraftsAndTickets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "NamedByRule",
                table: "Ticket",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DraftRevision",
                table: "TeamMessage",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BegunAt",
                table: "Outgoing",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SeenEdits",
                table: "Draft",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Edits",
                table: "Conversation",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "TemplatesPausedUntil",
                table: "ChannelAccount",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TurnUse",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ConversationId = table.Column<Guid>(type: "uuid", nullable: false),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Decided = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    Read = table.Column<long>(type: "bigint", nullable: false),
                    Written = table.Column<long>(type: "bigint", nullable: false),
                    Micros = table.Column<long>(type: "bigint", nullable: false),
                    IsRemembered = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TurnUse", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TurnUse_Message_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Message",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TurnUse_ConversationId",
                table: "TurnUse",
                column: "ConversationId");

            migrationBuilder.CreateIndex(
                name: "IX_TurnUse_MessageId",
                table: "TurnUse",
                column: "MessageId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TurnUse");

            migrationBuilder.DropColumn(
                name: "NamedByRule",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "DraftRevision",
                table: "TeamMessage");

            migrationBuilder.DropColumn(
                name: "BegunAt",
                table: "Outgoing");

            migrationBuilder.DropColumn(
                name: "SeenEdits",
                table: "Draft");

            migrationBuilder.DropColumn(
                name: "Edits",
                table: "Conversation");

            migrationBuilder.DropColumn(
                name: "TemplatesPausedUntil",
                table: "ChannelAccount");
        }
    }
}
