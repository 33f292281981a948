using System.Collections.Concurrent;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Web.Account;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Cosmo.Web.Live;

/// <summary>
/// Tells other programs of ours that something changed, never what: whoever hears it reads again by the ordinary doors.
/// A client joins "inbox", "tickets" or "conversation:{id}" and is sent "changed" with that name. Its connection ends
/// with the session that opened it.
/// </summary>
[Authorize]
internal sealed class LiveHub(LiveFeed feed, IHubContext<LiveHub> hub, SignInSessions sessions) : Hub
{
    /// <summary>What the server sends.</summary>
    public const string Changed = "changed";

    private const string Conversation = "conversation:";

    /// <summary>More than any client of ours shows at once.</summary>
    private const int MostTopics = 200;

    private ConcurrentDictionary<Topic, IDisposable> Joined => (ConcurrentDictionary<Topic, IDisposable>)Context.Items[typeof(LiveHub)]!;

    /// <summary>Hears of this topic from now on.</summary>
    public void Join(string topic)
    {
        var (known, joined, id) = (Known(topic), Joined, Context.ConnectionId);
        if (joined.Count >= MostTopics)
            throw new HubException("Leave a topic first.");
        if (!joined.ContainsKey(known))
            joined[known] = feed.Subscribe(known, () => hub.Clients.Client(id).SendAsync(Changed, known.Name));
    }

    /// <summary>Hears of this topic no longer.</summary>
    public void Leave(string topic)
    {
        if (Joined.TryRemove(Known(topic), out var subscription))
            subscription.Dispose();
    }

    public override Task OnConnectedAsync()
    {
        var context = Context;
        context.Items[typeof(LiveHub)] = new ConcurrentDictionary<Topic, IDisposable>();
        if (SessionClaim.Of(context.User) is not { } session || CurrentMember.Of(context.User!) is not { } member)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        Joined[Topic.Session(session)] = feed.Subscribe(Topic.Session(session), async () =>
        {
            if (!await sessions.IsOpenAsync(session, member.Id))
                context.Abort();
        });
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var (_, subscription) in Joined)
            subscription.Dispose();
        return Task.CompletedTask;
    }

    private static Topic Known(string name)
    {
        if (name == Topic.Inbox.Name || name == Topic.Tickets.Name)
            return new(name);
        // The id in the one spelling that changes are told with.
        return name.StartsWith(Conversation, StringComparison.Ordinal) && Guid.TryParse(name.AsSpan(Conversation.Length), out var id)
            ? Topic.Conversation(id)
            : throw new HubException("There is no such topic.");
    }
}
