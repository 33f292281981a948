namespace Cosmo.Core.Assistant.BuiltIn.Facts;

/// <summary>What kind of fact a piece of a text is.</summary>
internal enum FactKind { Link, Email, Code, Amount, Time, Date, Duration, Number }

/// <summary>One fact in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Meanings">What it can mean, in one notation for all languages; two facts agree when they share a meaning (12/03 has two).</param>
/// <param name="Raw">As it is written.</param>
/// <param name="Soft">True for a word that may be a number or something else in another language: it can agree, but proves nothing.</param>
/// <param name="Start">Where it stands in the cleaned text.</param>
internal sealed record Fact(FactKind Kind, string[] Meanings, string Raw, bool Soft, int Start)
{
    public int End => Start + Raw.Length;

    /// <summary>The year of a date in figures; null where it names none.</summary>
    public int? Year { get; init; }

    /// <summary>True where both can mean the same. A date without a year agrees with the same day of any.</summary>
    public bool Agrees(Fact other) =>
        Kind == other.Kind && (Year is null || other.Year is null || Year == other.Year) && Meanings.AsSpan().IndexOfAny(other.Meanings) >= 0;
}
