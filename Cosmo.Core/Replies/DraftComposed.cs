namespace Cosmo.Core.Replies;

/// <summary>How a draft comes to the words that would leave.</summary>
public sealed partial class Draft
{
    /// <summary>It was composed; with findings it needs more than a plain yes.</summary>
    public void Compose(string text, string language, string? meaning, string engine, IReadOnlyList<string> findings)
    {
        if (State is not (DraftState.Composing or DraftState.Stuck))
            return;
        (Text, Language, Meaning, Engine) = (text, language, meaning, Cut.To(engine, DraftConfiguration.LongestEngine));
        Findings = findings.Count == 0 ? null : string.Join('\n', findings);
        Unmatched = null;
        Move(DraftState.Open);
    }

    /// <summary>Parts of it could not be said in the customer's language.</summary>
    public void Stick(IReadOnlyList<string> unmatched, string language, string engine)
    {
        if (State is not (DraftState.Composing or DraftState.Stuck))
            return;
        (Unmatched, Language, Engine) = (string.Join('\n', unmatched), language, Cut.To(engine, DraftConfiguration.LongestEngine));
        Move(DraftState.Stuck);
    }

    /// <summary>It was composed, but the window is closed and no template carries it. The words are kept for when it opens again.</summary>
    public void StickAtTemplate(bool tooLong, string text, string language, string? meaning, string engine, IReadOnlyList<string> findings)
    {
        if (State is not (DraftState.Composing or DraftState.Stuck))
            return;
        Compose(text, language, meaning, engine, findings);
        (Unmatched, IsTooLongForTemplate) = ("", tooLong);
        Move(DraftState.Stuck);
    }

    /// <summary>The customer has written again, so what no template carried can leave as free text. It is shown again first.</summary>
    /// <returns>False when it is not stuck for the lack of a template.</returns>
    public bool Free()
    {
        if (!IsStuckAtTemplate)
            return false;
        (Unmatched, IsTooLongForTemplate) = (null, false);
        Move(DraftState.Open);
        return true;
    }

    /// <summary>It leaves as a template, whose text is in <see cref="Text"/> with its places filled.</summary>
    public void UseTemplate(string name, string language, IReadOnlyList<string> values) =>
        (Template, TemplateLanguage, TemplateValues) = (name, language, string.Join('\n', values));

    /// <summary>What would leave now has other words than those confirmed: it waits again, and so does what was found in it.</summary>
    public void Reopen()
    {
        FindingsAccepted = false;
        Move(DraftState.Composing);
    }
}
