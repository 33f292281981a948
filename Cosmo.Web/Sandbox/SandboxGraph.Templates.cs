using System.Text.Json;

namespace Cosmo.Web.Sandbox;

/// <summary>Templates: created, reviewed, listed, found for a send.</summary>
public sealed partial class SandboxGraph
{
    /// <summary>Every template of a business account, oldest first.</summary>
    public IReadOnlyList<SandboxTemplate> Templates(string wabaId)
    {
        lock (_gate)
            return [.. _memory.Templates.Values.Where(template => template.WabaId == wabaId)];
    }

    /// <summary>Gives a template another status (APPROVED, REJECTED, PAUSED, DISABLED…) and tells the webhook.</summary>
    public void SetTemplateStatus(string templateId, string status, string reason = "NONE")
    {
        lock (_gate)
        {
            var template = _memory.Templates[templateId] with { Status = status, RejectedReason = reason };
            Keep([new TemplateEntry(template), TemplateHook(template)]);
        }
        Changed?.Invoke();
    }

    internal (GraphError? Error, SandboxTemplate? Template) CreateTemplate(string wabaId, JsonElement request)
    {
        SandboxTemplate template;
        lock (_gate)
        {
            var (error, read) = TemplateCreation.Read(request, wabaId, NewNumericId());
            if (error is not null)
                return (error, null);
            if (_memory.Templates.Values.Any(known => known.WabaId == wabaId && known.Name == read!.Name && known.Language == read.Language))
                return (GraphError.Invalid("There is already content in this language for this template.") with { Subcode = 2388024 }, null);

            template = Options.TemplateReview == TimeSpan.Zero ? read! with { Status = "APPROVED" } : read!;
            if (template.Status == "APPROVED")
                Keep([new TemplateEntry(template), TemplateHook(template)]);
            else
                Keep([new TemplateEntry(template)]);
        }
        if (template.Status == "PENDING")
            ReviewLater(template.Id);
        Note(SandboxLogKind.Received, $"template {template.Name} ({template.Language}): {template.Status}");
        return (null, template);
    }

    private (GraphError? Error, SandboxTemplate? Template, FilledTemplate? Filled) FindTemplate(string wabaId, JsonElement send)
    {
        var name = send.Text("name") ?? "";
        var language = send.Get("language").Text("code") ?? "";
        var template = _memory.Templates.Values.FirstOrDefault(known =>
            known.WabaId == wabaId && known.Name == name && known.Language == language);
        switch (template?.Status)
        {
            case "APPROVED":
                var (error, filled) = TemplateRules.Fill(template, send);
                return (error, template, filled);
            case "PAUSED":
                return (GraphError.TemplatePaused, null, null);
            case "DISABLED":
                return (GraphError.TemplateDisabled, null, null);
            default:
                return (GraphError.TemplateUnknown(name, language), null, null);
        }
    }

    private HookEntry TemplateHook(SandboxTemplate template) =>
        Hook(template.WabaId, "message_template_status_update", SandboxPayload.TemplateStatus(template),
            $"template {template.Name} {template.Status}");

    private void ReviewLater(string id) => _ = ReviewAsync(id);

    private async Task ReviewAsync(string id)
    {
        await Task.Delay(Options.TemplateReview, Clock, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_leaving.IsCancellationRequested)
            SetTemplateStatus(id, "APPROVED");
    }

    // A review that was under way when the host stopped is finished at the next start.
    private void ApprovePending()
    {
        foreach (var template in _memory.Templates.Values.Where(template => template.Status == "PENDING").ToList())
            ReviewLater(template.Id);
    }
}
