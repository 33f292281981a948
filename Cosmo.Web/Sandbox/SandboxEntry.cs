using System.Text.Json.Serialization;

namespace Cosmo.Web.Sandbox;

// One line of the journal. What happens live and what is read at start take the same road: SandboxMemory.Apply.
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(MessageEntry), "message")]
[JsonDerivedType(typeof(TickEntry), "tick")]
[JsonDerivedType(typeof(ReactionEntry), "reaction")]
[JsonDerivedType(typeof(PersonEntry), "person")]
[JsonDerivedType(typeof(TemplateEntry), "template")]
[JsonDerivedType(typeof(MediaEntry), "media")]
[JsonDerivedType(typeof(HookEntry), "hook")]
[JsonDerivedType(typeof(HooksDoneEntry), "hooks-done")]
[JsonDerivedType(typeof(ClockEntry), "clock")]
internal abstract record SandboxEntry;

internal sealed record MessageEntry(SandboxMessage Message) : SandboxEntry;
internal sealed record TickEntry(string MessageId, SandboxTick Tick, int? ErrorCode = null) : SandboxEntry;
internal sealed record ReactionEntry(string MessageId, bool FromBusiness, string Emoji) : SandboxEntry;
internal sealed record PersonEntry(SandboxPerson Person) : SandboxEntry;
internal sealed record TemplateEntry(SandboxTemplate Template) : SandboxEntry;
internal sealed record MediaEntry(SandboxMedia Media) : SandboxEntry;

/// <summary>An update that is owed to the webhook; its value is JSON.</summary>
internal sealed record HookEntry(long Sequence, string WabaId, string Field, string Value, string About) : SandboxEntry;
internal sealed record HooksDoneEntry(IReadOnlyList<long> Sequences) : SandboxEntry;
internal sealed record ClockEntry(TimeSpan Offset) : SandboxEntry;
