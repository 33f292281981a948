using System.Reflection;
using Cosmo.Core;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.TeamThread;

/// <summary>What is turned down is said on the phone, in the language of its member.</summary>
public sealed class ThreadRefusalsTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    public static TheoryData<string> Languages => [.. ThreadTexts.Languages.Order()];

    [Theory, MemberData(nameof(Languages))]
    public void Why_something_was_turned_down_is_said_in_the_members_language(string language)
    {
        foreach (var refusal in new[] { typeof(DraftRefusals), typeof(TicketRefusals), typeof(TeamRefusals) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => f.GetValue(null)).OfType<Refusal>())
        {
            var key = ThreadRefusals.KeyOf(refusal);
            Assert.Contains(key, ThreadTexts.Keys(language));
            Assert.Equal(language == "en", ThreadTexts.Say(language, key) == ThreadTexts.Say("en", key));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_that_are_too_long_are_refused_in_the_members_language(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "es");
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Le devolvemos el dinero. " + new string('x', DraftDesk.LongestText), ThreadFixture.Notification);
        Assert.Equal(ThreadTexts.Say("es", "refusal.too-long"), await cosmo.LastToldAsync(ana));

        await cosmo.SayAsync(AnaPhone, "Le devolvemos el dinero. " + new string('x', 4000), ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, $"cambiar: añade {new string('y', 200)}", ThreadFixture.Notification);
        Assert.Equal(ThreadTexts.Say("es", "refusal.too-long"), await cosmo.LastToldAsync(ana));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_button_of_a_stuck_draft_that_is_stuck_no_longer_shows_it_as_it_is_now(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "es");
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Le devolvemos el dinero.", ThreadFixture.Notification);
        await cosmo.PressAsync(AnaPhone, $"d:{(await cosmo.DraftAsync(ana)).Id}:as-written");
        await cosmo.PressAsync(AnaPhone, $"d:{(await cosmo.DraftAsync(ana)).Id}:as-written");   // pressed twice

        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal(DraftState.Open, draft.State);
        Assert.Contains(ThreadTexts.Say("es", "draft.changed"), await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Contains(draft.Text, await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());
    }
}
