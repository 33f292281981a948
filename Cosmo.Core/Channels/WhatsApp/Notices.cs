using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Keeps what Meta tells about our accounts, and lets it have its effect: templates, preferences.</summary>
internal sealed class Notices(ChannelDirectory directory) : IWorkHandler
{
    public WorkKind Kind => ChannelWork.Notice;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (WhatsAppNotice.Read(item.Body, change.Now) is not { } notice)
        {
            Quarantine.Keep(change, "notice", "A notice that could not be read", item.Body);
            return;
        }

        change.Db.Add(new ChannelNotice
        {
            Field = Cut.To(notice.Field, 100),
            Summary = Cut.To(notice.Summary, 500),
            Raw = item.Body,
            At = change.Now,
        });
        change.Tell(Topic.Channels);

        if (notice is TemplateNotice template)
            await ChangeTemplateAsync(change, template, cancel);
        if (notice is PreferenceNotice preference)
            await PreferAsync(change, preference, cancel);
    }

    private async Task ChangeTemplateAsync(Change change, TemplateNotice notice, CancellationToken cancel)
    {
        var language = notice.Language ?? "";
        if (notice.Name.Length > WhatsAppLimits.TemplateName || language.Length > Template.LongestLanguage)
            return;
        foreach (var number in directory.Numbers.Where(n => n.WabaId is null || notice.AccountId is null || n.WabaId == notice.AccountId))
        {
            var template = await change.Db.Set<Template>().FirstOrDefaultAsync(
                t => t.ChannelAccountId == number.Id && t.Name == notice.Name && t.Language == language, cancel);
            var isDecision = notice.Field == "message_template_status_update" && notice.Quality is null;
            // Its quality or category tells nothing about whether it is approved: a template that is not known here is
            // learnt from a decision, or when the list is fetched.
            if (template is null && !isDecision)
                continue;
            if (template is null)
                change.Db.Add(template = Template.Of(number.Id, notice.Name, language));
            if (isDecision)
                (template.State, template.Reason) = (Cut.To(notice.Event, Template.LongestWord), notice.Reason);   // a new category says nothing about a refusal
            if (notice.Category is { } category)
                template.Category = Cut.To(category, Template.LongestWord);
            template.UpdatedAt = change.Now;
        }
    }

    private static async Task PreferAsync(Change change, PreferenceNotice notice, CancellationToken cancel)
    {
        foreach (var preference in notice.Preferences)
        {
            var spelled = PhoneSpelling.Other(preference.Phone);
            var contact = await change.Db.Set<Identity>()
                .Where(i => (i.Kind == IdentityKind.UserId && i.Value == preference.UserId) || (i.Kind == IdentityKind.Phone && (i.Value == preference.Phone || i.Value == spelled)))
                .Join(change.Db.Set<Contact>(), i => i.ContactId, c => c.Id, (_, c) => c).FirstOrDefaultAsync(cancel);
            if (contact is not null && preference.WantsMarketing is { } wants)
                contact.RefusesMarketing = !wants;
        }
    }
}
