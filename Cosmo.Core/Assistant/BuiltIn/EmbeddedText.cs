using System.Reflection;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>The word lists and tables that are built into the assembly.</summary>
internal static class EmbeddedText
{
    private const string Root = "Cosmo.Core.Assistant.BuiltIn.";

    /// <summary>Opens a resource by its path below this folder, with dots between the parts.</summary>
    public static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(Root + name)
        ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");

    /// <summary>The lines of a resource, trimmed, without comments and empty lines.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
