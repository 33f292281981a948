namespace Cosmo.Core.Conversations;

/// <summary>
/// WhatsApp writes mobile numbers of three countries in two ways, and may answer with the other one (Meta, send messages: "for
/// Brazil and Mexico, the extra added prefix may be modified"; Argentina likewise). What is kept is never rewritten; who is looked
/// for by a number is looked for by both.
/// </summary>
public static class PhoneSpelling
{
    /// <summary>The other way to write the same number.</summary>
    /// <param name="phone">Digits with the country code, without "+".</param>
    /// <returns>Null where a number is written in one way only, such as a Brazilian landline.</returns>
    public static string? Other(string? phone) => phone switch
    {
        // Brazil: area code of two digits, then a 9 before the eight digits of mobile numbers, which begin with 6 to 9.
        ['5', '5', _, _, '9', >= '6' and <= '9', ..] and { Length: 13 } => phone.Remove(4, 1),
        ['5', '5', _, _, >= '6' and <= '9', ..] and { Length: 12 } => phone.Insert(4, "9"),
        // Mexico: a 1 before the ten digits; no area code begins with 1.
        ['5', '2', '1', ..] and { Length: 13 } => phone.Remove(2, 1),
        ['5', '2', not '1', ..] and { Length: 12 } => phone.Insert(2, "1"),
        // Argentina: a 9 before the ten digits; no area code begins with 9.
        ['5', '4', '9', ..] and { Length: 13 } => phone.Remove(2, 1),
        ['5', '4', not '9', ..] and { Length: 12 } => phone.Insert(2, "9"),
        _ => null,
    };
}
