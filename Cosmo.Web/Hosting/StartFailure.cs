using System.Data.Common;
using Cosmo.Core.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Hosting;

/// <summary>Says in words why the program does not start, where its surroundings are to blame and whoever started it can help.</summary>
internal static class StartFailure
{
    /// <summary>Whoever reads settings into types throws an exception that names setting, value and type, and has no type of its own.</summary>
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>What was wrong and what to do; null where only the whole exception tells anything.</summary>
    /// <param name="failure">What the start ended with.</param>
    /// <param name="configuration">The settings that it was started with.</param>
    public static string? Explain(Exception failure, IConfiguration configuration)
    {
        var chain = Chain(failure).ToList();
        var reason = string.Join(" ", chain.Select(e => e.Message).Distinct());
        if (chain.Exists(e => e is AddressInUseException))
            return $"Cosmo did not start: another program listens at {configuration["Urls"]} already. If that is Cosmo, it is running; otherwise stop it, or choose another address with the setting Urls. ({reason})";
        if (failure is DatabaseRefusedException)
            return $"Cosmo did not start: {failure.Message}";
        if (failure is OptionsValidationException || chain.Exists(e => e is InvalidOperationException && e.Source == Binder))
            return $"Cosmo did not start: a setting is wrong. {reason}";
        if (failure is FormatException && reason.Contains("url", StringComparison.OrdinalIgnoreCase))
            return $"Cosmo did not start: the setting Urls is no address such as http://localhost:5080. ({reason})";
        if (failure is DbException && configuration.GetValue<StorageProvider>("Storage:Provider") is StorageProvider.Postgres)
            return $"Cosmo did not start: it cannot work with its PostgreSQL database. Look at the setting Storage:ConnectionString, and whether the server runs. ({reason})";
        if (failure is DbException or IOException or UnauthorizedAccessException)
            return $"Cosmo did not start: it cannot keep its data where it was told to. Let it write there, or choose another folder with the setting Data:Directory. ({reason})";
        return null;
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
            yield return e;
    }
}
