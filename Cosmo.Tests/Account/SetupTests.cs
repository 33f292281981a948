using System.Globalization;
using System.Net;
using System.Resources;
using Cosmo.Core;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Tests.Web;
using Cosmo.Web.Account;
using Cosmo.Web.Resources;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Account;

public sealed class SetupTests
{
    [Fact]
    public async Task The_code_from_the_console_makes_the_owner_and_closes_the_setup_for_good()
    {
        await using var app = CosmoApp.Start();
        using var client = app.NewClient();

        using var wrong = await client.SubmitAsync("/setup", "setup", Filled("AAAAA-AAAAA"));
        Assert.Contains("not the code in the console", await FormClient.TextAsync(wrong));

        using var right = await client.SubmitAsync("/setup", "setup", Filled(app.SetupCode));
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        using var profile = await client.GetAsync("/account/profile");
        Assert.Equal(HttpStatusCode.OK, profile.StatusCode);

        using var again = await client.LookAsync("/setup");
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Contains("has an owner already", await FormClient.TextAsync(again));
    }

    [Theory, InlineData(""), InlineData("es"), InlineData("ar")]
    public void Whoever_comes_second_reads_so_in_their_language(string language) => Assert.False(string.IsNullOrEmpty(
        new ResourceManager(typeof(AccountText)).GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!.GetString($"Refusal.{OwnerSetup.Closed.Code}")));

    [Fact]
    public async Task A_short_password_makes_no_owner()
    {
        await using var app = CosmoApp.Start();
        using var client = app.NewClient();
        var form = Filled(app.SetupCode);
        form["Form.Password"] = "short";

        using var answer = await client.SubmitAsync("/setup", "setup", form);

        Assert.Contains("at least 10 characters", await FormClient.TextAsync(answer));
        using var still = await client.GetAsync("/setup");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task The_settings_can_name_the_owner()
    {
        await using var app = CosmoApp.Start(host => host
            .UseSetting("Setup:OwnerEmail", CosmoApp.OwnerEmail)
            .UseSetting("Setup:OwnerPassword", CosmoApp.OwnerPassword));
        using var client = await app.SignInAsync();

        using var profile = await client.GetAsync("/account/profile");
        using var setup = await client.GetAsync("/setup");

        Assert.Equal(HttpStatusCode.OK, profile.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, setup.StatusCode);
    }

    [Fact]
    public async Task Without_an_owner_the_door_leads_to_the_setup()
    {
        await using var app = CosmoApp.Start();
        using var client = app.NewClient();

        using var answer = await client.GetAsync("/account/sign-in");

        Assert.EndsWith("/setup", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_several_who_are_first_at_the_same_moment_one_becomes_the_owner(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        void Configure(IWebHostBuilder host) => host
            .UseSetting("Storage:Provider", provider.ToString())
            .UseSetting("Storage:ConnectionString", database.Address.ConnectionString);
        await using var app = CosmoApp.Start(Configure);
        // SQLite has one node: there the requests of one program race.
        await using var other = provider is StorageProvider.Postgres ? CosmoApp.Start(Configure) : null;

        var refusals = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            await using var scope = (i % 2 == 0 || other is null ? app : other).Services.CreateAsyncScope();
            var form = new SetupForm { Name = $"Ana {i}", Email = $"ana{i}@example.com", Password = CosmoApp.OwnerPassword, Business = $"Lamps {i}" };
            return await scope.ServiceProvider.GetRequiredService<OwnerSetup>().CreateAsync(form, CancellationToken.None);
        })));

        Assert.Single(refusals, r => r is null);
        Assert.All(refusals.OfType<Refusal>(), r => Assert.Equal("setup.closed", r.Code));
        await using var db = database.CreateDbContext();
        var owner = Assert.Single(await db.Users.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"Lamps {owner.Name[^1]}", await app.Services.GetRequiredService<SettingsStore>().BusinessNameAsync(TestContext.Current.CancellationToken));
    }

    private static Dictionary<string, string> Filled(string code) => new()
    {
        ["Form.Code"] = code,
        ["Form.Name"] = "Ana Silva",
        ["Form.Email"] = CosmoApp.OwnerEmail,
        ["Form.Password"] = CosmoApp.OwnerPassword,
        ["Form.Business"] = "Bright Lamps",
    };
}
