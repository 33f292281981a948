using Cosmo.Core.Inbox;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>What the customer's messages mean in the reader's language.</summary>
public sealed partial class ConversationView
{
    private readonly Dictionary<Guid, string> _meanings = [];

    // Nobody waits for it: the thread stands there, and each meaning comes when it is known.
    private async Task TranslateAsync(CancellationToken cancel)
    {
        if (_head is not { Language: var language })
            return;
        try
        {
            foreach (var message in MessageMeanings.Of(_part))
            {
                var meaning = await meanings.FindAsync(message, language, Me.Language, cancel);
                if (_gone || _meanings.GetValueOrDefault(message.Id) == meaning)
                    continue;
                if (meaning is null)
                    _meanings.Remove(message.Id);
                else
                    _meanings[message.Id] = meaning;
                StateHasChanged();
            }
        }
        catch (Exception) when (_gone || cancel.IsCancellationRequested) { }   // nobody reads it any more
        catch (Exception e) { await DispatchExceptionAsync(e); }
    }
}
