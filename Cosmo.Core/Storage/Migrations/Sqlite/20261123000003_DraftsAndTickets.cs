using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cosmo.Core.Storage.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DraftRevision",
                table: "TeamMessage",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BegunAt",
                table: "Outgoing",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SeenEdits",
                table: "Draft",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Edits",
                table: "Conversation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "TemplatesPausedUntil",
                table: "ChannelAccount",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TurnUse",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConversationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Decided = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Read = table.Column<long>(type: "INTEGER", nullable: false),
                    Written = table.Column<long>(type: "INTEGER", nullable: false),
                    Micros = table.Column<long>(type: "INTEGER", nullable: false),
                    IsRemembered = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
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
