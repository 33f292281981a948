using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>The business sends: Meta's rules, then the message, its answer and its statuses.</summary>
public sealed partial class SandboxGraph
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    internal (GraphError? Error, JsonObject? Answer) Accept(string numberId, JsonElement send)
    {
        GraphError? error;
        JsonObject? answer = null;
        lock (_gate)
        {
            error = CheckAndKeep(_memory.Numbers[numberId], send, out answer);
        }
        if (error is not null)
            Note(SandboxLogKind.Refused, $"{error.Code} · {send.Text("type")} · {error.Details}");
        else
            Note(SandboxLogKind.Send, $"{send.Text("type")} → {send.Text("to") ?? send.Text("recipient")}");
        return (error, answer);
    }

    /// <summary>The number of the business read up to a message: two blue ticks on the person's phone, and perhaps "typing".</summary>
    internal GraphError? MarkRead(string numberId, JsonElement request)
    {
        lock (_gate)
        {
            if (request.Text("message_id") is not { } id || !_memory.Messages.TryGetValue(id, out var last)
                || last.FromBusiness || last.NumberId != numberId)
                return GraphError.Invalid("Param message_id does not name a message of a user.");

            var pair = (numberId, last.PersonId);
            Keep([.. _memory.Chat(numberId, last.PersonId)
                .Where(message => !message.FromBusiness && message.At <= last.At && message.Tick != SandboxTick.Read)
                .Select(message => new TickEntry(message.Id, SandboxTick.Read))]);
            if (request.Get("typing_indicator") is not null)
                _typing[pair] = Clock.GetUtcNow() + TimeSpan.FromSeconds(25);
        }
        Changed?.Invoke();
        return null;
    }

    private GraphError? CheckAndKeep(SandboxNumber number, JsonElement send, out JsonObject? answer)
    {
        answer = null;
        if (SendRules.Check(send, _memory.Media.ContainsKey) is { } wrong)
            return wrong;
        if ((send.Text("to") ?? send.Text("recipient")) is not { Length: > 0 } input)
            return GraphError.Invalid("The parameter to is required.");
        if (SandboxDigits.Of(input) == SandboxDigits.Of(number.DisplayNumber))
            return GraphError.SelfSend;

        var now = Clock.GetUtcNow();
        var type = send.Text("type") ?? "text";
        var byPhone = send.Text("to") is not null;
        var person = _memory.Find(input);
        // Meta puts the business's own country code before a number without "+": that is somebody else's number.
        var key = person?.UserId ?? (byPhone && !input.StartsWith('+') ? SandboxDigits.Of(number.DisplayNumber)[..2] : "") + SandboxDigits.Of(input);
        var pair = (number.PhoneNumberId, key);

        FilledTemplate? filled = null;
        SandboxTemplate? template = null;
        if (type is "template")
        {
            var (refusal, found, words) = FindTemplate(number.WabaId, send.Get("template")!.Value);
            if (refusal is not null)
                return refusal;
            (template, filled) = (found, words);
        }
        else if (person is not null && (!_memory.LastFromUser.TryGetValue(pair, out var last) || now - last >= Window))
            return GraphError.WindowClosed;
        if (type is "reaction" && CheckReaction(send.Get("reaction")!.Value) is { } odd)
            return odd;
        if (_rates.Count(number.PhoneNumberId, key, now, Options) is { } tooFast)
            return tooFast;

        var message = SentMessage.Read(NewMessageId(), number.PhoneNumberId, key, now, send, filled);
        KeepSend(number, person, message, template?.Category.ToLowerInvariant() ?? "service");
        answer = Answer(input, person, byPhone ? person?.WaId ?? key : null, message.Id, template is not null);
        return null;
    }

    private GraphError? CheckReaction(JsonElement reaction) =>
        _memory.Messages.TryGetValue(reaction.Text("message_id")!, out var target) && target.Type != "reaction"
        && Clock.GetUtcNow() - target.At <= TimeSpan.FromDays(30)
            ? null : GraphError.Value("Param reaction['message_id'] must name a message of the last 30 days that is not a reaction.");

    private void KeepSend(SandboxNumber number, SandboxPerson? person, SandboxMessage message, string category)
    {
        SandboxTick[] ticks = person is null ? [SandboxTick.Failed]
            : message.Type is "reaction" ? [SandboxTick.Sent]
            : _open.Contains((number.PhoneNumberId, person.UserId)) ? [SandboxTick.Sent, SandboxTick.Delivered, SandboxTick.Read]
            : [SandboxTick.Sent, SandboxTick.Delivered];
        var error = person is null ? GraphError.Undeliverable : null;

        var entries = new List<SandboxEntry> { new MessageEntry(message with { Tick = ticks[^1], ErrorCode = error?.Code }) };
        if (message is { Type: "reaction", QuotedId: { } target })
            entries.Add(new ReactionEntry(target, true, message.Text));
        entries.AddRange(ticks.Select(tick => StatusHook(number, person, message, tick, category, error)));
        Keep(entries);
        if (person is not null)
            _typing.Remove((number.PhoneNumberId, person.UserId));
    }

    private HookEntry StatusHook(
        SandboxNumber number, SandboxPerson? person, SandboxMessage message, SandboxTick tick, string? category, GraphError? error) =>
        Hook(number.WabaId, "messages",
            SandboxPayload.Status(number, person, message, tick, Clock.GetUtcNow(), category, error),
            tick.ToString().ToLowerInvariant());

    private static JsonObject Answer(string input, SandboxPerson? person, string? waId, string id, bool isTemplate)
    {
        var contact = new JsonObject { ["input"] = input };
        if (waId is not null)
            contact["wa_id"] = waId;
        if (person is not null)
            contact["user_id"] = person.UserId;
        var message = new JsonObject { ["id"] = id };
        if (isTemplate)
            message["message_status"] = "accepted";
        return new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(contact),
            ["messages"] = new JsonArray(message),
        };
    }

    private static string NewMessageId() => "wamid." + Convert.ToBase64String(RandomNumberGenerator.GetBytes(39));

    private static string NewNumericId() =>
        string.Concat("1", RandomNumberGenerator.GetString("0123456789", 15));
}
