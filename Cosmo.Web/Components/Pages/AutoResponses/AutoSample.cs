using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.AutoResponses;

namespace Cosmo.Web.Components.Pages.AutoResponses;

/// <summary>An automatic message as an imagined customer would get it.</summary>
internal static class AutoSample
{
    private const string Customer = "María", Department = "Support";
    private const int Number = 42;
    private static readonly TimeSpan s_wait = TimeSpan.FromMinutes(20);

    /// <summary>The message with the text that is being written; the built-in one where nothing is.</summary>
    public static string Say(AutoKind kind, string language, string text, string business, string opens)
    {
        var written = text.Trim() is { Length: > 0 } own ? own : AutoDefaults.Of(kind, language);
        return AutoText.Fill(written, AutoValues.Of(kind, Customer, business, Department, Number, kind is AutoKind.Outside ? opens : Acknowledgements.Lasting(language, s_wait)));
    }

    /// <summary>An opening in the words of a language; nine o'clock tomorrow where the business never closes.</summary>
    public static string Opens(string language, DateTimeOffset closed, DateTimeOffset? opening) =>
        Acknowledgements.Opening(language, closed, opening?.ToOffset(closed.Offset) ?? new DateTimeOffset(closed.Date.AddDays(1).AddHours(9), closed.Offset));
}
