using Cosmo.Core.Work;

namespace Cosmo.Core.Replies;

/// <summary>Work of drafts.</summary>
public static class ReplyWork
{
    /// <summary>A draft has to be composed; a model may be asked. Body: draft.</summary>
    public static readonly WorkKind Compose = WorkKind.External("compose", mostAttempts: 3);

    /// <summary>A draft of a phone is ready to be shown there. Body: draft.</summary>
    public static readonly WorkKind Ready = WorkKind.Internal("draft.ready");
}
