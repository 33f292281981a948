using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Assistant;

public sealed class EntryOffersTests
{
    private const string Vague = "Could you tell me something about delivery and about gift cards?";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Entries_are_offered_and_the_chosen_one_is_answered(StorageProvider provider)
    {
        await using var core = await ShopAsync(provider, Unsure.OfferEntries);
        await SayAsync(core, Vague);

        var offer = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal(Core.Conversations.MessageKind.Choice, offer.Kind);
        Assert.Contains("1. ", offer.Text, StringComparison.Ordinal);
        Assert.Empty(await core.AllAsync<Ticket>());

        var wanted = offer.Text.Split('\n').Single(line => line.Contains("gift cards", StringComparison.Ordinal))[..1];
        await SayAsync(core, wanted);
        Assert.Contains(await core.AllAsync<Message>(), m => m.Author is Author.Assistant && m.Text == "Yes, from 10 EUR.");
        Assert.Empty(await core.AllAsync<Ticket>());
    }

    [Fact]
    public async Task Whoever_is_not_helped_by_an_offer_gets_a_person()
    {
        await using var core = await ShopAsync(StorageProvider.Sqlite, Unsure.OfferEntries);
        await SayAsync(core, Vague);
        await SayAsync(core, "Could you say more about delivery to the mountains with gift cards?");
        Assert.Single(await core.AllAsync<Ticket>());
    }

    [Fact]
    public async Task Where_nothing_is_near_or_nothing_is_to_be_offered_a_person_answers()
    {
        await using var offering = await ShopAsync(StorageProvider.Sqlite, Unsure.OfferEntries);
        await SayAsync(offering, "Do you know the way to the zoo?");
        Assert.Single(await offering.AllAsync<Ticket>());

        await using var plain = await ShopAsync(StorageProvider.Sqlite, Unsure.HandOff);
        await SayAsync(plain, Vague);
        Assert.Single(await plain.AllAsync<Ticket>());
    }

    [Fact]
    public void The_last_row_asks_for_a_person_in_every_language()
    {
        var engine = new BuiltInUnderstanding(new LanguageDetector());
        foreach (var language in (string[])["en", "es", "pt", "fr", "de", "it", "nl", "tr", "id", "ar", "hi"])
        {
            var row = Acknowledgements.OfferPerson(language);
            Assert.True(row.Length <= WhatsAppLimits.RowTitle, row);
            Assert.True(Acknowledgements.OfferButton(language).Length <= WhatsAppLimits.ListButton, language);
            Assert.True(engine.Understand(new(row, language)).AsksForPerson is not null, row);
        }
    }

    private static async Task<CoreFixture> ShopAsync(StorageProvider provider, Unsure unsure)
    {
        var core = await CoreFixture.CreateAsync(provider);
        await core.ChangeAsync(change =>
        {
            foreach (var (question, answer) in new[] { ("How long does delivery take?", "Two days."), ("Do you sell gift cards?", "Yes, from 10 EUR.") })
            {
                var entry = KnowledgeEntry.Write(question, answer, "en", "Shop", change.Now);
                entry.Publish(true);
                change.Db.Add(entry);
            }

            change.Db.Add(new Setting { Key = EscalationPolicy.Key, Value = (EscalationPolicy.Default with { Unsure = unsure }).ToJson() });
            return Task.CompletedTask;
        });
        return core;
    }

    private static async Task SayAsync(CoreFixture core, string text)
    {
        core.Clock.Advance(TimeSpan.FromMinutes(1));
        core.Graph.Say(DefaultSandboxCast.Tom.UserId, core.Business.PhoneNumberId, text);
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, text, core.Clock.Now));
    }
}
