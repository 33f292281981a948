using Cosmo.Core.Team;
using Cosmo.Web.Account;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Web;

/// <summary>The whole program on a free port, with a data folder of its own that goes with it.</summary>
/// <remarks><c>await using var app = CosmoApp.Start();</c></remarks>
public sealed class CosmoApp : WebApplicationFactory<Program>
{
    public const string OwnerEmail = "ana@example.com";
    public const string OwnerPassword = "a calm long sentence";

    private readonly string _folder = Directory.CreateTempSubdirectory("cosmo-test-").FullName;
    private readonly Action<IWebHostBuilder>? _configure;

    private CosmoApp(Action<IWebHostBuilder>? configure) => _configure = configure;

    /// <summary>Where the program answers.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>The code that its console shows.</summary>
    public string SetupCode => Services.GetRequiredService<SetupCode>().Shown;

    /// <summary>Starts the program; <paramref name="configure"/> changes settings (<c>UseSetting</c>) or services first.</summary>
    public static CosmoApp Start(Action<IWebHostBuilder>? configure = null)
    {
        var app = new CosmoApp(configure);
        app.UseKestrel(0);
        app.StartServer();
        return app;
    }

    /// <summary>Makes the owner Ana without going through the pages.</summary>
    public Task<Member> CreateOwnerAsync() => CreateMemberAsync("Ana Silva", OwnerEmail, Role.Owner);

    /// <summary>Makes a member whose password is <see cref="OwnerPassword"/>.</summary>
    public async Task<Member> CreateMemberAsync(string name, string email, Role role, string language = "en")
    {
        await using var scope = Services.CreateAsyncScope();
        var member = new Member { UserName = email, Email = email, Name = name, Role = role, Language = language };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<Member>>().CreateAsync(member, OwnerPassword);
        Assert.True(made.Succeeded, string.Join(" ", made.Errors.Select(e => e.Description)));
        return member;
    }

    /// <summary>Changes a stored member.</summary>
    public async Task ChangeMemberAsync(string email, Func<UserManager<Member>, Member, Task> change)
    {
        await using var scope = Services.CreateAsyncScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        await change(members, await members.FindByEmailAsync(email) ?? throw new InvalidOperationException($"No member {email}."));
    }

    /// <summary>A browser without a screen: keeps cookies, follows no redirects, fills in forms.</summary>
    public FormClient NewClient() => new(Address);

    /// <summary>The same, signed in.</summary>
    public async Task<FormClient> SignInAsync(string email = OwnerEmail)
    {
        var client = NewClient();
        await client.SubmitAsync("/account/sign-in", "sign-in", new() { ["Form.Email"] = email, ["Form.Password"] = OwnerPassword });
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data:Directory", _folder);
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        _configure?.Invoke(builder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
