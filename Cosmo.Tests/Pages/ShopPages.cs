using Bunit;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Escalation;
using Cosmo.Core.Hours;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Import;
using Cosmo.Core.Notifications;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Questions;
using Cosmo.Core.Replies;
using Cosmo.Core.Review;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Trials;
using Cosmo.Core.Work;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Pages;

/// <summary>Draws pages over a small business in a real database, as one of its members sees them.</summary>
internal sealed class ShopPages : BunitContext
{
    public ShopPages(Shop shop)
    {
        Directory = new(shop.Contexts, shop.Changes, Options.Create(new ChannelOptions
        {
            Notification = new() { PhoneNumberId = "200", AccessToken = "t", DisplayNumber = "+34 600 000 002" },
        }));
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(shop.Clock);
        Services.AddScoped<MinuteClock>();
        Services.AddSingleton(shop.Live).AddSingleton(shop.Changes).AddSingleton(shop.Contexts).AddSingleton(Directory);
        Services.AddSingleton<TeamQueries>().AddSingleton<TeamDesk>().AddSingleton<InvitationDesk>().AddSingleton<SessionDesk>().AddSingleton<SignInSessions>().Configure<SignInClock>(sign => sign.Clock = shop.Clock).AddSingleton<Pairing>().AddSingleton<KnowledgeDesk>().AddSingleton<HealthQueries>();
        Services.AddSingleton(Options.Create(new AssistantOptions())).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).AddSingleton<EngineSettings>().AddSingleton<ModelBudget>().AddSingleton<ModelWatch>().AddSingleton<EngineRoom>().AddSingleton<EngineProbe>().AddSingleton<AssistantDesk>().AddSingleton<Manners>().AddSingleton<ConversationSpending>();
        Services.AddSingleton<LanguageDetector>().AddSingleton<BuiltInUnderstanding>();
        Services.AddEscalation().AddSingleton<EscalationLearning>().AddSingleton<EscalationReplay>().AddSingleton<RuleSuggestions>();
        Services.AddSingleton<HoursQueries>().AddSingleton<HoursDesk>().AddSingleton<DepartmentDesk>().AddSingleton<RoutingTrial>();
        Services.AddSingleton(Options.Create(new MailOptions())).AddSingleton<Mailer>().AddSingleton<NotificationDesk>().AddSingleton<PushDesk>().AddSingleton<NotificationQueries>().AddSingleton<FreshNotices>().AddSingleton<RulesDesk>().AddSingleton<AutoResponseDesk>().AddSingleton<PhraseDesk>().AddSingleton<BuiltInComposer>();
        Services.AddSingleton(shop.Gate).AddSingleton<WorkSignal>().AddSingleton<INodeLink, SingleNode>().AddSingleton<WorkIntake>().AddSingleton<DeadLetters>().AddSingleton<HealthDesk>();
        Services.AddSingleton(TextSearch.On(StorageProvider.Sqlite, shop.Contexts)).AddSingleton<KnowledgeQueries>().AddSingleton<KnowledgeUses>();
        Services.AddSingleton<QuestionDesk>().AddSingleton<QuestionQueries>().AddSingleton<TicketProposal>().AddSingleton<PreparedDesk>().AddSingleton<DraftDesk>().AddSingleton<DraftQueries>();
        Services.AddSingleton<IUnderstanding>(s => s.GetRequiredService<BuiltInUnderstanding>()).AddSingleton<KnowledgeFinder>().AddSingleton<Answering>();
        Services.AddSingleton<Deliberating>().AddSingleton<Consulting>().AddSingleton(s => new ModelCounsel((LanguageModel?)null, s.GetRequiredService<BuiltInUnderstanding>())).AddSingleton<TypicalWait>().AddSingleton<HandOffWords>().AddTrials().AddReview();
        Services.AddSingleton<ImportDesk>().AddSingleton<ImportQueries>();
        Services.AddSingleton<ThreadQueries>().AddSingleton<TicketHistory>().AddSingleton<UnsentTexts>().AddSingleton<TicketDesk>().AddSingleton<TicketMoves>();
        Services.AddSingleton<ConversationDesk>().AddSingleton<NoteDesk>().AddSingleton<UncertainSends>().AddSingleton<MessageMeanings>().AddSingleton<ITranslator, PhrasebookTranslator>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ChannelDirectory Directory { get; }

    /// <summary>Whether times are those of the member's clock, as in the layout: what is inside is drawn again once it is read. Else they are UTC.</summary>
    public bool WithClock { get; init; }

    /// <summary>The page as the member sees it.</summary>
    /// <param name="member">Who looks.</param>
    /// <param name="address">With what behind the question mark; null for nothing.</param>
    public IRenderedComponent<T> Open<T>(Member member, string? address = null) where T : IComponent => Open<T>(member, _ => { }, address);

    /// <summary>The same, with parameters.</summary>
    public IRenderedComponent<T> Open<T>(Member member, Action<ComponentParameterCollectionBuilder<T>> parameters, string? address = null) where T : IComponent
    {
        Services.AddCascadingValue(_ => new CurrentMember(member.Id, member.Name, member.Role, member.Language));
        if (WithClock)
            RenderTree.Add<WallClockScope>(scope => scope.Add(s => s.MemberId, member.Id));
        // Last: it takes the services, and none can be added afterwards.
        SetRendererInfo(new("Server", isInteractive: true));
        if (address is not null)
            Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render(parameters);
    }
}
