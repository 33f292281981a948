using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cosmo.Core.Storage;

/// <summary>
/// A connection that stays open when its user closes it, and whose statements stay prepared: the provider compiles a
/// statement again for every command, which costs more than most of ours take to run. Used by one thread at a time.
/// </summary>
internal sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Statements that are kept; the one that was used longest ago goes first. Ours are about a hundred.</summary>
    private const int MostStatements = 200;

    private readonly Dictionary<string, Statement> _statements = [];
    private long _uses;
    private bool _ends;

    /// <summary>True while the next user finds nothing of the last one.</summary>
    public bool IsUsable => State is ConnectionState.Open && Transaction is null;

    /// <summary>Ends what is under way. The connection is really closed when it is disposed.</summary>
    public override void Close()
    {
        if (_ends)
            base.Close();
        else
            Transaction?.Dispose();
    }

    /// <summary>The prepared command of a text, for one user at a time; whoever comes second gets one of their own.</summary>
    internal SqliteCommand Take(string text)
    {
        if (!_statements.TryGetValue(text, out var statement))
        {
            if (_statements.Count >= MostStatements)
                Forget();
            _statements[text] = statement = new(NewCommand(text));
        }
        else if (statement.IsTaken)
        {
            return NewCommand(text);
        }

        (statement.IsTaken, statement.LastUse) = (true, ++_uses);
        (statement.Command.Transaction, statement.Command.CommandTimeout) = (Transaction, DefaultTimeout);
        return statement.Command;
    }

    /// <summary>Gives a command back; one whose result was not read to its end is thrown away.</summary>
    internal void GiveBack(SqliteCommand command, bool isClean)
    {
        var isKept = _statements.TryGetValue(command.CommandText, out var statement) && statement.Command == command;
        if (isKept && isClean)
        {
            command.Parameters.Clear();
            (command.Transaction, statement!.IsTaken) = (null, false);
            return;
        }

        if (isKept)
            _statements.Remove(command.CommandText);
        command.Dispose();
    }

    protected override DbCommand CreateDbCommand() => new KeptCommand(this);

    protected override void Dispose(bool disposing)
    {
        _ends = true;
        _statements.Clear();   // closing disposes of every command
        base.Dispose(disposing);
    }

    private SqliteCommand NewCommand(string text)
    {
        var command = CreateCommand();
#pragma warning disable CA2100 // whoever uses the connection answers for the text
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private void Forget()
    {
        if (_statements.Values.Where(s => !s.IsTaken).MinBy(s => s.LastUse) is not { } oldest)
            return;
        _statements.Remove(oldest.Command.CommandText);
        oldest.Command.Dispose();
    }

    private sealed class Statement(SqliteCommand command)
    {
        public SqliteCommand Command => command;
        public bool IsTaken { get; set; }
        public long LastUse { get; set; }
    }
}
