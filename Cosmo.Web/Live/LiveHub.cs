using Cosmo.Core.Live;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Cosmo.Web.Live;

/// <summary>
/// Tells other programs of ours that something changed, never what: whoever hears it reads again by the ordinary doors.
/// A client joins "inbox", "tickets" or "conversation:{id}" and is sent "changed" with that name.
/// </summary>
[Authorize]
internal sealed class LiveHub : Hub
{
    /// <summary>What the server sends.</summary>
    public const string Changed = "changed";

    private const string Conversation = "conversation:";

    /// <summary>Hears of this topic from now on.</summary>
    public Task Join(string topic) => Groups.AddToGroupAsync(Context.ConnectionId, Known(topic), Context.ConnectionAborted);

    /// <summary>Hears of this topic no longer.</summary>
    public Task Leave(string topic) => Groups.RemoveFromGroupAsync(Context.ConnectionId, Known(topic), Context.ConnectionAborted);

    private static string Known(string name)
    {
        if (name == Topic.Inbox.Name || name == Topic.Tickets.Name)
            return name;
        // The id in the one spelling that changes are told with.
        return name.StartsWith(Conversation, StringComparison.Ordinal) && Guid.TryParse(name.AsSpan(Conversation.Length), out var id)
            ? Topic.Conversation(id).Name
            : throw new HubException("There is no such topic.");
    }
}
