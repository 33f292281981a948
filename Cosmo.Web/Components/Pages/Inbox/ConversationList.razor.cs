using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>One view of the list, or what a search found.</summary>
public sealed partial class ConversationList(InboxQueries inbox, InboxSearch search)
{
    /// <summary>More parts than this are not kept up to date; nobody scrolls further, they search.</summary>
    private const int MostParts = 10;

    private IReadOnlyList<InboxRow>? _rows;
    private InboxCursor? _next;
    private int _parts = 1;

    [Parameter] public InboxView View { get; set; }
    [Parameter] public string? Query { get; set; }
    [Parameter] public Guid? OpenId { get; set; }
    [Parameter, EditorRequired] public required Func<Guid, string> Href { get; set; }
    [CascadingParameter] public required CurrentMember Me { get; set; }

    protected override Topic Topic => Topic.Inbox;

    protected override object? Seen => _rows is null ? null : new Picture(_rows, _next is not null);

    private string Case => Query is null ? View.ToString() : "Search";

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Query))
        {
            (_rows, _next) = (await search.FindAsync(Query, cancel), null);
            return;
        }

        // Only what is shown is read again, part by part; each part is shared with the other open pages.
        var rows = new List<InboxRow>();
        InboxCursor? next = null;
        for (var part = 0; part < _parts; part++)
        {
            var page = await inbox.PageAsync(View, Me.Id, next, cancel);
            rows.AddRange(page.Rows);
            next = page.Next;
            if (next is null)
                break;
        }

        // A conversation that moved up between two reads stands in both.
        (_rows, _next) = ([.. rows.DistinctBy(r => r.Id)], _parts < MostParts ? next : null);
    }

    private Task MoreAsync()
    {
        _parts++;
        return LoadAsync(CancellationToken.None);
    }

    /// <summary>The lines by what they say: most of what happens anywhere changes none of those shown.</summary>
    private sealed class Picture(IReadOnlyList<InboxRow> rows, bool hasMore)
    {
        private readonly IReadOnlyList<InboxRow> _rows = rows;
        private readonly bool _hasMore = hasMore;

        public override bool Equals(object? other) => other is Picture picture && _hasMore == picture._hasMore && _rows.SequenceEqual(picture._rows);

        public override int GetHashCode() => _rows.Count;
    }
}
