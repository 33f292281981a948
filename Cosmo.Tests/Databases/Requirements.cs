using System.Diagnostics;

namespace Cosmo.Tests;

/// <summary>What the tests need beside .NET: PostgreSQL's programs and Chromium. As root they are installed when missing.</summary>
public static class Requirements
{
    private const string Packages = "postgresql chromium fonts-noto-core";
    private static readonly Lazy<string> Postgres = new(() => Find(FindPostgres));
    private static readonly Lazy<string> Browser = new(() => Find(FindChromium));

    /// <summary>The folder with <c>initdb</c> and <c>pg_ctl</c>.</summary>
    public static string PostgresPrograms => Postgres.Value;

    /// <summary>The Chromium program, as Playwright's <c>ExecutablePath</c>.</summary>
    public static string Chromium => Browser.Value;

    /// <summary>True when this process may install packages and must not run PostgreSQL as itself.</summary>
    public static bool IsRoot => Environment.UserName == "root";

    private static string Find(Func<string?> find)
    {
        // Two test processes may come here at once, and apt waits for nobody; half-way through it a program may be there without
        // what it needs, so even looking waits.
        using var turn = new Mutex(initiallyOwned: false, "Global\\cosmo-test-requirements");
        turn.WaitOne();
        try
        {
            if (find() is null && IsRoot)
                Install();
            return find() ?? throw new InvalidOperationException(
                $"The tests need PostgreSQL and Chromium. Install them as root: apt-get install -y --no-install-recommends {Packages}");
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private static string? FindPostgres() =>
        !Directory.Exists("/usr/lib/postgresql")
            ? null
            : Directory.GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
                .Max();

    private static string? FindChromium() =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private static void Install()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"apt-get update && apt-get install -y --no-install-recommends {Packages}"])
        {
            RedirectStandardOutput = true,   // the runner's output stays readable
            RedirectStandardError = true,
        };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        // Debian would start a server of its own on installing; the tests start theirs.
        start.Environment["RUNLEVEL"] = "1";
        using var apt = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        var output = apt.StandardOutput.ReadToEndAsync();
        var errors = apt.StandardError.ReadToEnd();
        apt.WaitForExit();
        if (apt.ExitCode != 0)
            throw new InvalidOperationException($"apt-get failed ({apt.ExitCode}): {errors}{output.GetAwaiter().GetResult()}");
    }
}
