using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Cosmo.Core.Storage;

/// <summary>Makes the context for <c>dotnet ef</c>; it never opens the database named here.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args)
    {
        CosmoContext.IsBeingCompiled = args.Contains("compile");
        return new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=design.db").Options);
    }
}

/// <inheritdoc cref="SqliteDesignTime"/>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresContext>
{
    public PostgresContext CreateDbContext(string[] args)
    {
        CosmoContext.IsBeingCompiled = args.Contains("compile");
        return new(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql("Host=design").Options);
    }
}
