using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Sandbox;

/// <summary>One person's phone: the chat with a number of the business.</summary>
public sealed partial class SandboxPhone
{
    private const int Shown = 60;

    // A picture of one pixel: enough to see that files travel.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private IReadOnlyList<SandboxMessage> _chat = [];
    private SandboxMessage? _replyTo;
    private string? _text;
    private bool _forwarded;
    private int _unread;

    [Parameter, EditorRequired] public required SandboxGraph Graph { get; set; }
    [Parameter, EditorRequired] public required SandboxPerson Person { get; set; }
    [Parameter, EditorRequired] public required SandboxNumber Number { get; set; }
    /// <summary>The person looks at this phone: it has the focus.</summary>
    [Parameter] public EventCallback OnLookedAt { get; set; }

    private SandboxMessage? LastFromBusiness => _chat.LastOrDefault(message => message.FromBusiness);

    protected override void OnParametersSet() => Read();

    private void Read()
    {
        _chat = [.. Graph.Chat(Person.UserId, Number.PhoneNumberId, Shown).Where(message => message.Type is not "reaction")];
        _unread = Graph.Unread(Person.UserId, Number.PhoneNumberId);
    }

    private Task LookAsync() => OnLookedAt.InvokeAsync();

    private SandboxMessage? Quoted(SandboxMessage message) => _chat.FirstOrDefault(other => other.Id == message.QuotedId);

    private string? Pressed(SandboxMessage message) =>
        message.Options.Count == 0 ? null : _chat.FirstOrDefault(other => other.QuotedId == message.Id && other is { FromBusiness: false, Type: "interactive" or "button" })?.Text;

    private void Send()
    {
        if (string.IsNullOrWhiteSpace(_text))
            return;
        Graph.Say(Person.UserId, Number.PhoneNumberId, _text, _replyTo?.Id, _forwarded);
        (_text, _replyTo, _forwarded) = (null, null, false);
        Read();
    }

    private void Press(SandboxMessage message, SandboxOption option)
    {
        Graph.Press(Person.UserId, message.Id, option);
        Read();
    }

    private void SendPicture() => Graph.SendFile(Person.UserId, Number.PhoneNumberId, Picture, "image/png");

    private void SendPoll() => Graph.SendUnsupported(Person.UserId, Number.PhoneNumberId);

    private void ReactToLast() => Graph.React(Person.UserId, LastFromBusiness!.Id, "👍");
}
