using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cosmo.Tests.Architecture;

/// <summary>A feature may know what stands below it, never what stands beside or above.</summary>
public sealed partial class ArrowsTests
{
    // From the top; the features of one line do not know each other. The namespace Cosmo.Core itself is free for all.
    private static readonly string[][] Layers =
    [
        ["Review"],
        ["Administration", "Analytics", "Inbox", "Notifications", "Questions", "Trials"],
        ["TeamThread"],
        ["Replies"],
        ["Assistant"],
        ["Escalation", "Routing"],
        ["Channels"],
        ["Tickets"],
        ["Conversations", "Knowledge"],
        ["Hours"],
        ["Team", "Settings"],
        ["Work"],
        ["Live"],
        ["Storage"],
    ];

    // Identity's context is generic in the member, so the one context of all features has to name that one entity.
    private static readonly (string File, string Feature)[] Exceptions = [("Storage/CosmoContext.cs", "Team")];

    [Fact]
    public void Arrows_point_down_only()
    {
        var core = Path.Combine(Root(), "Cosmo.Core");
        var files = Directory.GetFiles(core, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(core, file).Replace('\\', '/'))
            .Where(file => file.Contains('/') && !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);

        var wrong = from file in files
                    let own = file.Split('/')[0]
                    from match in CosmoName().Matches(Code(Path.Combine(core, file)))
                    let other = match.Groups[1].Value
                    where other != own && Level(other) <= Level(own) && !Exceptions.Contains((file, other))
                    select $"{file} uses {other}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var core = Path.Combine(Root(), "Cosmo.Core");
        var wrong = from file in Directory.GetFiles(core, "*.cs", SearchOption.AllDirectories)
                    let folder = Path.GetDirectoryName(Path.GetRelativePath(core, file))!.Replace(Path.DirectorySeparatorChar, '.')
                    where !folder.StartsWith("obj", StringComparison.Ordinal) && !folder.StartsWith("bin", StringComparison.Ordinal)
                    // Generated, and nothing but attributes of the assembly.
                    where !file.EndsWith("ContextAssemblyAttributes.cs", StringComparison.Ordinal)
                    let declared = Namespace().Match(File.ReadAllText(file)).Groups[1].Value
                    where declared != (folder.Length == 0 ? "Cosmo.Core" : $"Cosmo.Core.{folder}")
                    select $"{file} declares {declared}";

        Assert.Empty(wrong);
    }

    private static int Level(string feature) => Array.FindIndex(Layers, layer => layer.Contains(feature)) is var level and >= 0
        ? level
        : throw new InvalidOperationException($"Say in {nameof(Layers)} where the feature {feature} stands.");

    // Comments may point upwards: they explain, they do not depend.
    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));

    [GeneratedRegex(@"\bCosmo\.Core\.(\w+)")]
    private static partial Regex CosmoName();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
