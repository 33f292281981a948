using System.Text;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Keeps hostile nesting away from the JSON parser, whose time grows with the square of the depth.</summary>
internal static class Nesting
{
    /// <summary>Far above anything Meta sends, and below every reader's default limit of 64.</summary>
    public const int Deepest = 60;

    /// <summary>The JSON with null in place of every object and list below <see cref="Deepest"/> others, in one pass.</summary>
    public static string Cut(string json)
    {
        StringBuilder? cut = null;
        var (depth, keepFrom, inString) = (0, 0, false);
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case '\\' when inString:
                    i++;
                    break;
                case '"':
                    inString = !inString;
                    break;
                case '[' or '{' when !inString:
                    if (++depth == Deepest + 1)
                        (cut ??= new(json.Length)).Append(json, keepFrom, i - keepFrom).Append("null");
                    break;
                case ']' or '}' when !inString:
                    if (depth-- == Deepest + 1)
                        keepFrom = i + 1;
                    break;
            }
        }

        if (cut is null)
            return json;
        // What was never closed has no end to keep; the parser will turn it down.
        return depth > Deepest ? cut.ToString() : cut.Append(json, keepFrom, json.Length - keepFrom).ToString();
    }
}
