using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cosmo.Bench.Servers;
using Cosmo.Web.Sandbox;

namespace Cosmo.Bench.Traffic;

/// <summary>A signed webhook that carries one message.</summary>
/// <param name="Id">Meta's id of the message.</param>
internal sealed record Webhook(string Id, byte[] Body, string Signature);

/// <summary>Customers and what they write: a mixture of languages, of small talk, questions and complaints.</summary>
/// <param name="count">How many there are.</param>
/// <param name="newEvery">Every so many messages the next of them writes for the first time; 0 lets all write in turn from the beginning.</param>
internal sealed class Customers(int count, int newEvery = 0)
{
    private static readonly string[] s_texts =
    [
        "Hi there!",
        "El producto llegó roto, necesito devolverlo",
        "How long does delivery to Germany take?",
        "Danke, das hat geholfen.",
        "Quero falar com uma pessoa, por favor",
        "Vous êtes ouverts samedi après-midi ? Je voudrais passer chercher ma commande 48213.",
        "Merhaba, siparişim hâlâ gelmedi",
        "Ok, thanks",
        "Avete ancora la giacca blu in taglia 46?",
        "Is the warranty valid abroad? I am moving next month and would like to take the coffee machine with me.",
    ];

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(Meta.Secret);
    private readonly string _run = Guid.NewGuid().ToString("N");
    private int _next;

    public IReadOnlyList<SandboxPerson> All { get; } =
        [.. Enumerable.Range(0, count).Select(i => new SandboxPerson($"ES.2{i:D19}", $"Customer {i}", $"+346{i:D8}"))];

    /// <summary>The next customer's next message; safe from any thread.</summary>
    /// <param name="mark">Written as the name in the customer's profile, to be recognised on a page; null for the usual name.</param>
    public Webhook Next(Func<int, string>? mark = null)
    {
        var number = Interlocked.Increment(ref _next) - 1;
        // Each customer writes all texts in turn, not always the same one.
        var (round, index) = newEvery == 0 ? Math.DivRem(number, All.Count) : Arriving(number);
        var person = All[index];
        var id = $"wamid.{_run}{number}";
        var body = Encoding.UTF8.GetBytes(Envelope(person, mark?.Invoke(number) ?? person.Name, id, s_texts[(index + round) % s_texts.Length]));
        return new(id, body, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(_secret, body)));
    }

    // Those who are here already write in turn between two newcomers.
    private (int Round, int Index) Arriving(int number)
    {
        var (newest, since) = Math.DivRem(number, newEvery);
        return since == 0 ? (0, newest) : Math.DivRem(number, newest + 1);
    }

    private static string Envelope(SandboxPerson person, string name, string id, string text) => $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"{{{Meta.Business.WabaId}}}","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"{{{Meta.Business.DisplayNumber.TrimStart('+')}}}","phone_number_id":"{{{Meta.Business.PhoneNumberId}}}"},"contacts":[{"profile":{"name":"{{{name}}}"},"wa_id":"{{{person.WaId}}}","user_id":"{{{person.UserId}}}"}],"messages":[{"from":"{{{person.WaId}}}","from_user_id":"{{{person.UserId}}}","id":"{{{id}}}","timestamp":"{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}}","type":"text","text":{"body":"{{{JsonEncodedText.Encode(text)}}}"}}]},"field":"messages"}]}]}
        """;
}
