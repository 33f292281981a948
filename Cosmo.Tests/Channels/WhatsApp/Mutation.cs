using System.Text;
using System.Text.Json.Nodes;

namespace Cosmo.Tests.Channels.WhatsApp;

/// <summary>Breaks a body in one of the ways bodies break; the same seed breaks it the same way.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] body, int seed)
    {
        var random = new Random(seed);
        return (seed % 8) switch
        {
            0 => body[..random.Next(body.Length)],
            1 => WithByte(body, random),
            2 => WithInsertion(body, random, "\\ud800"),
            3 => WithInsertion(body, random, "\\u0000"),
            4 => WithInsertion(body, random, new string('[', random.Next(1, 3000))),
            _ => WithChangedNodes(body, random),
        };
    }

    private static byte[] WithByte(byte[] body, Random random)
    {
        var broken = (byte[])body.Clone();
        broken[random.Next(broken.Length)] = (byte)random.Next(256);
        return broken;
    }

    private static byte[] WithInsertion(byte[] body, Random random, string text)
    {
        // After a letter it lands inside a string more often than not.
        var at = random.Next(body.Length);
        while (at > 0 && !char.IsAsciiLetter((char)body[at]))
            at--;
        return [.. body[..at], .. Encoding.UTF8.GetBytes(text), .. body[at..]];
    }

    private static byte[] WithChangedNodes(byte[] body, Random random)
    {
        var root = JsonNode.Parse(body)!;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            ChangeOne(root, random);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void ChangeOne(JsonNode root, Random random)
    {
        var nodes = Below(root).ToList();
        if (nodes.Count == 0)
            return;

        var node = nodes[random.Next(nodes.Count)];
        if (node.Parent is JsonObject parent)
        {
            var name = node.GetPropertyName();
            if (random.Next(3) == 0)
                parent.Remove(name);
            else
                parent[name] = Replacement(node, random);
        }
        else if (node.Parent is JsonArray list)
        {
            list[node.GetElementIndex()] = Replacement(node, random);
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject o => o.Select(m => m.Value).OfType<JsonNode>().SelectMany(n => Below(n).Prepend(n)),
        JsonArray a => a.OfType<JsonNode>().SelectMany(n => Below(n).Prepend(n)),
        _ => [],
    };

    private static JsonNode? Replacement(JsonNode node, Random random) => random.Next(10) switch
    {
        0 => null,
        1 => JsonValue.Create(true),
        2 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        3 => JsonNode.Parse("1e400"),
        4 => JsonValue.Create(""),
        5 => JsonValue.Create(new string('x', random.Next(5000))),
        6 => new JsonArray(node.DeepClone(), null),
        7 => new JsonObject { ["id"] = node.DeepClone() },
        8 => new JsonArray(),
        _ => JsonNode.Parse($"{new string('[', 60)}{new string(']', 60)}"),
    };
}
