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

    public bool Agrees(Fact other) => Kind == other.Kind && Meanings.AsSpan().IndexOfAny(other.Meanings) >= 0;
}
