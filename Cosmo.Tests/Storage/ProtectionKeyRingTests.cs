using Cosmo.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Storage;

public sealed class ProtectionKeyRingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_one_start_protected_the_next_one_and_another_node_read(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var first = Program(database);
        var secret = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("token").Protect("EAAG-canary");
        await using var second = Program(database);

        Assert.Equal("EAAG-canary", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("token").Unprotect(secret));
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.Set<ProtectionKey>().CountAsync(TestContext.Current.CancellationToken));
    }

    private static ServiceProvider Program(TestDatabase database) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = database.Provider.ToString(),
            ["Storage:ConnectionString"] = database.Address.ConnectionString,
        }).Build())
        .AddLogging()
        .AddStorage()
        .BuildServiceProvider();
}
