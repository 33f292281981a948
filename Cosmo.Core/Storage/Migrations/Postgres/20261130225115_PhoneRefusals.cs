using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cosmo.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PhoneRefusals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "Notice");

            migrationBuilder.AddColumn<long>(
                name: "RefusedAt",
                table: "PairedPhone",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RefusedAt",
                table: "PairedPhone");

            migrationBuilder.AddColumn<long>(
                name: "SeenAt",
                table: "Notice",
                type: "bigint",
                nullable: true);
        }
    }
}
