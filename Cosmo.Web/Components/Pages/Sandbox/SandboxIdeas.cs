namespace Cosmo.Web.Components.Pages.Sandbox;

/// <summary>
/// What the people of the sandbox can say with one press. These are messages and not words of the page: a customer writes
/// Spanish whatever language the page has, because reading and answering that is what one comes to see.
/// </summary>
internal static class SandboxIdeas
{
    /// <summary>A problem that opens a ticket, a question that the sample's knowledge answers, and the wish for a person.</summary>
    public static readonly IReadOnlyList<string> Customers =
        ["El producto llegó roto, necesito devolverlo", "How long does shipping take?", "I want to speak to a person"];

    /// <summary>An answer to the problem above, and the word that sends the draft.</summary>
    public static readonly IReadOnlyList<string> Members =
        ["Ask for their order number and email. Tell them we'll issue a full refund immediately.", "Yes"];
}
