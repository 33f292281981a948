using System.Globalization;
using Cosmo.Core;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>Words for what the core names by a key.</summary>
internal static class InboxWords
{
    /// <summary>Why a request was turned down, in the reader's language where there are words for it.</summary>
    public static string Refusal(this IStringLocalizer text, Refusal refusal) =>
        text[$"Refusal.{refusal.Code}"] is { ResourceNotFound: false } words ? words : refusal.Reason;

    /// <summary>Why a message did not leave, for the key that was kept with it.</summary>
    public static string Failure(this IStringLocalizer<InboxText> text, string? key) =>
        text[$"Failure.{key}"] is { ResourceNotFound: false } words ? words
        : GraphErrors.KnownCodes.Select(code => GraphErrors.Classify(code)).FirstOrDefault(rule => rule.Key == key) is { } known ? $"{known.Happened} {known.Todo}"
        : text["Failure.unknown"];

    /// <summary>A language's name in the reader's language.</summary>
    public static string Language(this IStringLocalizer<InboxText> text, string code) =>
        text[$"Language.{code}"] is { ResourceNotFound: false } words ? words : Name(code);

    private static string Name(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code).DisplayName;
        }
        catch (CultureNotFoundException)
        {
            return code;   // a model may name a language that nobody knows
        }
    }
}
