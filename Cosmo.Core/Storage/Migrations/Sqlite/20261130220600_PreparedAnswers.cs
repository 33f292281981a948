using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cosmo.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PreparedAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "PreparedId",
                table: "Draft",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PreparedAnswer",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConversationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TicketId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Sources = table.Column<string>(type: "TEXT", nullable: true),
                    Engine = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PreparedAnswer", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PreparedAnswer_Message_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Message",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Draft_PreparedId",
                table: "Draft",
                column: "PreparedId");

            migrationBuilder.CreateIndex(
                name: "IX_PreparedAnswer_MessageId",
                table: "PreparedAnswer",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_PreparedAnswer_TicketId",
                table: "PreparedAnswer",
                column: "TicketId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PreparedAnswer");

            migrationBuilder.DropIndex(
                name: "IX_Draft_PreparedId",
                table: "Draft");

            migrationBuilder.DropColumn(
                name: "PreparedId",
                table: "Draft");
        }
    }
}
