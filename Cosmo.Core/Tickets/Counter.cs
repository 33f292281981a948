using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Tickets;

/// <summary>Counts what people refer to by number, without gaps.</summary>
public sealed class Counter
{
    public required string Name { get; init; }
    public int Last { get; private set; }

    private static readonly CompiledQuery<string, Counter?> s_named = new((db, name) => db.Set<Counter>().FirstOrDefault(c => c.Name == name));

    /// <summary>The next number of a counter, taken with the given change.</summary>
    public static async Task<int> NextAsync(Change change, string name)
    {
        if (await s_named.RunAsync(change.Db, name) is not { } counter)
            change.Db.Add(counter = new Counter { Name = name });
        return ++counter.Last;
    }
}

internal sealed class CounterConfiguration : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> builder)
    {
        builder.HasKey(c => c.Name);
        builder.Property(c => c.Name).HasMaxLength(40);
        builder.Property(c => c.Last).IsConcurrencyToken();
    }
}
