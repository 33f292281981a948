using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>Writes JSON as Meta's webhooks do: ASCII only, \u escapes with lowercase digits, and escaped slashes.</summary>
internal static class MetaJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(JsonNode node)
    {
        var plain = node.ToJsonString(Relaxed);
        var escaped = new StringBuilder(plain.Length + 64);
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            if (c is '\\' && plain[i + 1] is 'u')
            {
                escaped.Append("\\u").Append(plain[(i + 2)..(i + 6)].ToLowerInvariant());
                i += 5;
            }
            else if (c is '\\')
                escaped.Append(c).Append(plain[++i]);
            else if (c is '/')
                escaped.Append("\\/");
            else if (c > '~')
                escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                escaped.Append(c);
        }
        return Encoding.ASCII.GetBytes(escaped.ToString());
    }
}
