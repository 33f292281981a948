using System.Security.Cryptography;
using System.Text;

namespace Cosmo.Web.Account;

/// <summary>The code that opens the setup page: made anew at each start, shown only in the console.</summary>
public sealed class SetupCode
{
    // Without letters and digits that look alike. Ten of them are 50 bits: not to be guessed within the life of a start.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, 10);

    /// <summary>In two groups of five, as a person reads it.</summary>
    public string Shown => $"{_code[..5]}-{_code[5..]}";

    /// <summary>Whether this is the code, however it was spaced or cased.</summary>
    public bool Matches(string? typed)
    {
        var plain = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(plain), Encoding.ASCII.GetBytes(_code));
    }
}
