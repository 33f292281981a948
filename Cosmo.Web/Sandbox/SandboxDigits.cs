namespace Cosmo.Web.Sandbox;

internal static class SandboxDigits
{
    /// <summary>The digits of a phone number, without plus sign, spaces or dashes.</summary>
    public static string Of(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
