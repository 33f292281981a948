using System.Security.Claims;
using Bunit;
using Cosmo.Web.Components.Pages.Design;
using Cosmo.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Cosmo.Tests.Pages;

public sealed class DesignPageTests : BunitContext
{
    // The scope of the wall clock draws nothing of its own.
    public static TheoryData<string> Shared => [.. typeof(Icon).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(Icon).Namespace && t.IsAssignableTo(typeof(IComponent)) && !t.IsAbstract && t != typeof(WallClockScope)).Select(t => t.Name)];

    public DesignPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization().AddSingleton<TimeProvider>(new TestClock()).AddScoped<MinuteClock>();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<IHostEnvironment>(new Development());
    }

    [Theory, MemberData(nameof(Shared))]
    public void Every_shared_component_stands_on_the_page_of_the_design(string component)
    {
        var page = Render<DesignPage>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal()))));

        Assert.Contains(component, page.FindComponents<IComponent>().Select(c => c.Instance.GetType().Name));
    }

    private sealed class Development : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;
        public string ApplicationName { get; set; } = "Cosmo";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
