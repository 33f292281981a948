using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cosmo.Core.Storage.Migrations.Postgres
{
    /// <summary>Written by hand: tickets that waited before there were targets and paths get their clocks at the first start.</summary>
    [DbContext(typeof(PostgresContext))]
    [Migration("20261123000002_TicketClocks")]
    internal sealed class TicketClocks : Migration
    {
        // The same row that a change of the hours writes: whoever works it off looks at every ticket that waits.
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            INSERT INTO work (lane, kind, is_external, body, state, due_ms, lease_ms, attempts, created_ms, done_ms)
            SELECT 'team', 'team.changed', FALSE, 'hours', 0, (extract(epoch from now()) * 1000)::bigint, 0, 0, (extract(epoch from now()) * 1000)::bigint, 0
            WHERE EXISTS (SELECT 1 FROM "Ticket" WHERE "State" = 'Requested')
            """);
    }
}
