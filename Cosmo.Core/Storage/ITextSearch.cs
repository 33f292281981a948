namespace Cosmo.Core.Storage;

/// <summary>A found row. The rank is from 0 to 1, higher is better, and comparable within one search only.</summary>
public sealed record SearchHit(Guid Id, double Rank);

/// <summary>
/// Full-text search on the database's own index. Takes whatever a person typed: it is folded (<see cref="SearchText"/>), every word
/// must be found, the last one counts as the beginning of a word. No text makes it throw; a text without a letter or digit finds nothing.
/// </summary>
public interface ITextSearch
{
    /// <summary>Messages with all the words, newest first.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="conversationId">Only in this conversation; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<IReadOnlyList<Guid>> MessagesAsync(string text, Guid? conversationId, int limit, CancellationToken cancel = default);

    /// <summary>Contacts whose name, handle or phone number has all the words, the newest first.</summary>
    Task<IReadOnlyList<Guid>> ContactsAsync(string text, int limit, CancellationToken cancel = default);

    /// <summary>Knowledge entries with all the words, best first: all that the team has, published or not. Customers are answered from what <c>KnowledgeFinder</c> keeps.</summary>
    Task<IReadOnlyList<SearchHit>> KnowledgeAsync(string text, int limit, CancellationToken cancel = default);
}
