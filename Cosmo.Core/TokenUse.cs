namespace Cosmo.Core;

/// <summary>What a model counted for its work, as its server reports it: what is paid for.</summary>
/// <param name="Read">Tokens that it was given.</param>
/// <param name="Written">Tokens that it wrote, its thinking included.</param>
public sealed record TokenUse(long Read, long Written)
{
    /// <summary>Both together; null where neither was reported.</summary>
    public static TokenUse? Sum(TokenUse? one, TokenUse? other) =>
        one is null ? other : other is null ? one : new(one.Read + other.Read, one.Written + other.Written);
}
