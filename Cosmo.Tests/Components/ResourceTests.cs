using System.Collections;
using System.Globalization;
using System.Resources;
using Cosmo.Web.Resources;

namespace Cosmo.Tests.Components;

public sealed class ResourceTests
{
    public static TheoryData<string> Marks() => [.. typeof(SharedText).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(SharedText).Namespace && t.Name.EndsWith("Text", StringComparison.Ordinal)).Select(t => t.FullName ?? "")];

    [Theory]
    [MemberData(nameof(Marks))]
    public void Every_text_is_there_in_every_language(string mark)
    {
        var resources = new ResourceManager(mark, typeof(SharedText).Assembly);
        var english = Keys(resources, "");

        Assert.NotEmpty(english);
        Assert.Equal(english, Keys(resources, "es"));
        Assert.Equal(english, Keys(resources, "ar"));
    }

    private static string[] Keys(ResourceManager resources, string language) =>
        [.. (resources.GetResourceSet(new CultureInfo(language), createIfNotExists: true, tryParents: false)?.Cast<DictionaryEntry>() ?? [])
            .Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
}
