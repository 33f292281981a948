using Cosmo.Core.Team;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cosmo.Core.Storage;

/// <summary>The whole database. One context per operation, from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class CosmoContext : IdentityUserContext<Member, Guid>
{
    /// <summary>For the two providers.</summary>
    protected CosmoContext(DbContextOptions options)
        : base(options) =>
        // Whoever saves inside a transaction undoes all of it when it fails: nobody goes back to a point in between.
        Database.AutoSavepointsEnabled = false;

    /// <summary>Somebody else saved the same row first.</summary>
    public static readonly Refusal ChangedMeanwhile = new("changed", "Someone changed this first. Look again, then retry.");

    /// <summary>True while <c>.ci/models</c> writes the model as code, from which the program starts (docs/decisions/0024-compiled-models.md).</summary>
    internal static bool IsBeingCompiled { get; set; }

    /// <summary>Saves, or refuses because someone else changed the same row first.</summary>
    public async Task<Refusal?> TrySaveAsync(CancellationToken cancel)
    {
        try
        {
            await SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedMeanwhile;
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CosmoContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
    }

    /// <summary>Stores instants as unix milliseconds, which SQLite and PostgreSQL sort and compare alike.</summary>
    internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}

/// <summary>The database in a SQLite file; anchors the SQLite migrations.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : CosmoContext(options)
{
    /// <summary>Since its first use of the database; a context that waits in the pool holds none.</summary>
    internal bool HoldsConnection { get; set; }

    public override void Dispose()
    {
        ReleaseConnection();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        ReleaseConnection();
        return base.DisposeAsync();
    }

    // Whoever writes next finds the connection that is warm, whichever context they get.
    private void ReleaseConnection()
    {
        if (!HoldsConnection)
            return;
        HoldsConnection = false;
        Database.CurrentTransaction?.Dispose();
        Database.CloseConnection();
        Database.SetDbConnection(null, contextOwnsConnection: true);
    }
}

/// <summary>The database on a PostgreSQL server; anchors the PostgreSQL migrations.</summary>
public sealed class PostgresContext(DbContextOptions<PostgresContext> options) : CosmoContext(options);
