using System.Globalization;

namespace Cosmo.Core.Assistant.BuiltIn.Facts;

/// <summary>Reads numbers as people of different countries write them: 1.299,50 and 1,299.50 are the same.</summary>
internal static class Numerals
{
    /// <summary>What a written number can mean, without thousands signs and trailing zeros. "1.299" can be two numbers.</summary>
    public static string[] Meanings(string written)
    {
        var plain = written.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).TrimEnd('.', ',');
        var (dot, comma) = (plain.LastIndexOf('.'), plain.LastIndexOf(','));
        if (dot < 0 && comma < 0)
            return [Plain(plain)];
        if (dot >= 0 && comma >= 0)
        {
            var (point, thousands) = dot > comma ? ('.', ",") : (',', ".");
            return [Plain(plain.Replace(thousands, "", StringComparison.Ordinal).Replace(point, '.'))];
        }

        var sign = dot >= 0 ? '.' : ',';
        var groups = plain.Split(sign);
        var thousandsOnly = groups.Length > 1 && groups[0].Length is >= 1 and <= 3 && groups[1..].All(g => g.Length == 3) && groups[0] != "0";
        if (groups.Length > 2)
            return [Plain(thousandsOnly ? string.Concat(groups) : plain)];
        var asDecimal = Plain(plain.Replace(sign, '.'));
        // Prices have two decimals, so three digits after one sign are nearly always thousands.
        return thousandsOnly ? [Plain(string.Concat(groups))] : [asDecimal];
    }

    private static string Plain(string number) =>
        decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.############", CultureInfo.InvariantCulture)
            : number;
}
