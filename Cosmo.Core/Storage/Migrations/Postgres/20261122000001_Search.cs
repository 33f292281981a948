using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cosmo.Core.Storage.Migrations.Postgres
{
    /// <summary>Written by hand: full-text search is nothing that the model knows of. See <see cref="PostgresSearchIndex"/>.</summary>
    [DbContext(typeof(PostgresContext))]
    [Migration("20261122000001_Search")]
    internal sealed class Search : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var sql in PostgresSearchIndex.Create())
                migrationBuilder.Sql(sql);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var sql in PostgresSearchIndex.Drop())
                migrationBuilder.Sql(sql);
        }
    }
}
