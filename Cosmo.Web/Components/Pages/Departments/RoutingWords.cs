using System.Globalization;
using Cosmo.Core.Routing;
using Cosmo.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Components.Pages.Departments;

/// <summary>Says in the reader's language why a ticket went where it went.</summary>
internal static class RoutingWords
{
    /// <summary>All reasons, one sentence after the other.</summary>
    public static string Tell(this IStringLocalizer<RoutingText> text, IEnumerable<RouteReason> reasons) => string.Join(" ", reasons.Select(r => text.Tell(r)));

    private static string Tell(this IStringLocalizer<RoutingText> text, RouteReason reason) => text[$"Reason.{reason.Code}", reason.Code switch
    {
        RouteCode.Strategy => text[$"Strategy.{reason.Text}"].Value,
        RouteCode.Language or RouteCode.NoSpeaker => Language(reason.Text),
        // The offset is the department's: its clock is the one on the wall where somebody opens.
        RouteCode.WaitsUntil when DateTimeOffset.TryParse(reason.Text, CultureInfo.InvariantCulture, out var opening) =>
            string.Create(CultureInfo.CurrentCulture, $"{opening:dddd d MMMM} {opening:t}"),
        _ => reason.Text,
    }];

    private static string Language(string code)
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
