using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cosmo.Core.Storage.Migrations.Sqlite
{
    /// <summary>Written by hand: full-text search is nothing that the model knows of. See <see cref="SqliteSearchIndex"/>.</summary>
    [DbContext(typeof(SqliteContext))]
    [Migration("20261122000001_Search")]
    internal sealed class Search : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var sql in SqliteSearchIndex.Create().Concat(SqliteSearchIndex.Rebuild()))
                migrationBuilder.Sql(sql);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var sql in SqliteSearchIndex.Drop())
                migrationBuilder.Sql(sql);
        }
    }
}
