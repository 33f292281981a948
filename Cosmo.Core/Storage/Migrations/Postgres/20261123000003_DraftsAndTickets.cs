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
            migrationBuilder.AddColumn<int>(
                name: "DraftRevision",
                table: "TeamMessage",
                type: "integer",
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DraftRevision",
                table: "TeamMessage");

            migrationBuilder.DropColumn(
                name: "SeenEdits",
                table: "Draft");

            migrationBuilder.DropColumn(
                name: "Edits",
                table: "Conversation");
        }
    }
}
