using System.Globalization;
using Cosmo.Web.Components;
using Cosmo.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Cosmo.Tests.Components;

public sealed class CountedTests
{
    [Theory]
    [InlineData("en", 0, "Cited 0 times")]
    [InlineData("ar", 0, "استُشهد به 0 مرة")]
    [InlineData("en", 1, "Cited once")]
    [InlineData("en", 2, "Cited 2 times")]
    [InlineData("en", 101, "Cited 101 times")]
    [InlineData("es", 1, "Citada una vez")]
    [InlineData("es", 7, "Citada 7 veces")]
    [InlineData("ar", 1, "استُشهد به مرة واحدة")]
    [InlineData("ar", 2, "استُشهد به مرتين")]
    [InlineData("ar", 3, "استُشهد به 3 مرات")]
    [InlineData("ar", 11, "استُشهد به 11 مرة")]
    [InlineData("ar", 102, "استُشهد به 102 مرة")]
    [InlineData("ar", 110, "استُشهد به 110 مرات")]
    public void A_number_takes_the_form_of_its_language(string language, int count, string said)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(language);
            using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
            Assert.Equal(said, services.GetRequiredService<IStringLocalizer<KnowledgeText>>().Count("Uses", count));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
