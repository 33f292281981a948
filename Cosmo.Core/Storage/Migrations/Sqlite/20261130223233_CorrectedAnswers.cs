using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cosmo.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CorrectedAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "FellBack",
                table: "TurnUse",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "TurnUse",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "Message");

            migrationBuilder.AddColumn<bool>(
                name: "FellBack",
                table: "Draft",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<Guid>(
                name: "TicketId",
                table: "Correction",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<Guid>(
                name: "MessageId",
                table: "Correction",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Correction_MessageId",
                table: "Correction",
                column: "MessageId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Correction_MessageId",
                table: "Correction");

            migrationBuilder.DropColumn(
                name: "FellBack",
                table: "TurnUse");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "TurnUse");

            migrationBuilder.DropColumn(
                name: "FellBack",
                table: "Draft");

            migrationBuilder.DropColumn(
                name: "MessageId",
                table: "Correction");

            migrationBuilder.AlterColumn<Guid>(
                name: "TicketId",
                table: "Correction",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
