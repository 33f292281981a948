using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Cosmo.Core.Storage;

/// <summary>Stands for the prepared command of its text, which goes back to the connection when this one is disposed.</summary>
internal sealed class KeptCommand(KeptConnection connection) : DbCommand
{
    private SqliteCommand? _taken;
    private SqliteDataReader? _reader;

    [AllowNull]
    public override string CommandText
    {
        get => Taken.CommandText;
        set
        {
            if (_taken?.CommandText == value)
                return;
            GiveBack();
            _taken = connection.Take(value ?? "");
        }
    }

    public override int CommandTimeout { get => Taken.CommandTimeout; set => Taken.CommandTimeout = value; }
    public override CommandType CommandType { get => Taken.CommandType; set => Taken.CommandType = value; }
    public override bool DesignTimeVisible { get; set; }
    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set
        {
            if (value != connection)
                throw new NotSupportedException("A command stays with the connection that made it.");
        }
    }

    protected override DbParameterCollection DbParameterCollection => Taken.Parameters;
    protected override DbTransaction? DbTransaction { get => Taken.Transaction; set => Taken.Transaction = (SqliteTransaction?)value; }

    private SqliteCommand Taken => _taken ??= connection.Take("");

    public override void Cancel() => Taken.Cancel();

    public override void Prepare() => Taken.Prepare();

    public override int ExecuteNonQuery() => Taken.ExecuteNonQuery();

    public override object? ExecuteScalar() => Taken.ExecuteScalar();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _reader = Taken.ExecuteReader(behavior);

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            GiveBack();
        base.Dispose(disposing);
    }

    private void GiveBack()
    {
        if (_taken is not null)
            connection.GiveBack(_taken, isClean: _reader is null or { IsClosed: true });
        (_taken, _reader) = (null, null);
    }
}
