using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Dat
{
    /// <summary>JSON as dictionaries, lists, strings, doubles, booleans and null. On newer .NET use System.Text.Json instead.</summary>
    internal sealed class Json
    {
        private const int Deepest = 100;
        private readonly string text;
        private int at;
        private int depth;

        private Json(string text)
        {
            this.text = text;
        }

        /// <exception cref="FormatException">The text is no JSON.</exception>
        public static object Parse(string text)
        {
            var json = new Json(text);
            var value = json.Value();
            json.Space();
            if (json.at < text.Length)
            {
                throw json.Unexpected();
            }
            return value;
        }

        /// <summary>A member of an object; of anything else, null.</summary>
        public static object Get(object value, string name)
        {
            var map = value as IDictionary<string, object>;
            object member = null;
            return map != null && map.TryGetValue(name, out member) ? member : null;
        }

        public static string Write(object value)
        {
            var output = new StringBuilder();
            Write(value, output);
            return output.ToString();
        }

        private static void Write(object value, StringBuilder output)
        {
            var map = value as IEnumerable<KeyValuePair<string, object>>;
            if (value == null)
            {
                output.Append("null");
            }
            else if (value is string || value is Enum)
            {
                Quote(value.ToString(), output);
            }
            else if (value is bool)
            {
                output.Append((bool)value ? "true" : "false");
            }
            else if (value is double)
            {
                var number = (double)value;
                var isFinite = !double.IsNaN(number) && !double.IsInfinity(number);
                output.Append(isFinite ? number.ToString("R", CultureInfo.InvariantCulture) : "null");
            }
            else if (map != null)
            {
                WriteAll(map, "{}", output, pair =>
                {
                    Quote(pair.Key, output);
                    Write(pair.Value, output.Append(':'));
                });
            }
            else if (value is IEnumerable)
            {
                WriteAll((IEnumerable)value, "[]", output, item => Write(item, output));
            }
            else
            {
                output.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }

        private static void WriteAll<T>(IEnumerable<T> items, string brackets, StringBuilder output, Action<T> write)
        {
            output.Append(brackets[0]);
            var isFirst = true;
            foreach (var item in items)
            {
                output.Append(isFirst ? "" : ",");
                isFirst = false;
                write(item);
            }
            output.Append(brackets[1]);
        }

        private static void WriteAll(IEnumerable items, string brackets, StringBuilder output, Action<object> write)
        {
            var all = new List<object>();
            foreach (var item in items)
            {
                all.Add(item);
            }
            WriteAll<object>(all, brackets, output, write);
        }

        private static void Quote(string text, StringBuilder output)
        {
            output.Append('"');
            foreach (var c in text)
            {
                if (c == '"' || c == '\\')
                {
                    output.Append('\\').Append(c);
                }
                else if (c < ' ' || char.IsSurrogate(c))
                {
                    output.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
                }
                else
                {
                    output.Append(c);
                }
            }
            output.Append('"');
        }

        private object Value()
        {
            Space();
            switch (Peek())
            {
                case '{':
                    return Object();
                case '[':
                    return Array();
                case '"':
                    return String();
                case 't':
                    return Word("true", true);
                case 'f':
                    return Word("false", false);
                case 'n':
                    return Word("null", null);
                default:
                    return Number();
            }
        }

        private object Object()
        {
            var map = new Dictionary<string, object>();
            Enter();
            while (More('}', map.Count == 0))
            {
                Space();
                var name = String();
                Space();
                Take(':');
                map[name] = Value();
            }
            return map;
        }

        private object Array()
        {
            var list = new List<object>();
            Enter();
            while (More(']', list.Count == 0))
            {
                list.Add(Value());
            }
            return list;
        }

        private void Enter()
        {
            at++;
            if (++depth > Deepest)
            {
                throw new FormatException("nested too deeply");
            }
        }

        private bool More(char end, bool isFirst)
        {
            Space();
            if (Peek() == end)
            {
                at++;
                depth--;
                return false;
            }
            if (!isFirst)
            {
                Take(',');
            }
            return true;
        }

        private string String()
        {
            Take('"');
            var value = new StringBuilder();
            while (Peek() != '"')
            {
                var c = text[at++];
                value.Append(c == '\\' ? Escape() : c);
            }
            at++;
            return value.ToString();
        }

        private char Escape()
        {
            var c = Peek();
            at++;
            var index = "ntrbf".IndexOf(c);
            if (index >= 0)
            {
                return "\n\t\r\b\f"[index];
            }
            if (c != 'u')
            {
                return c;
            }
            ushort code;
            var digits = at + 4 <= text.Length ? text.Substring(at, 4) : "";
            if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
            {
                throw Unexpected();
            }
            at += 4;
            return (char)code;
        }

        private object Number()
        {
            var start = at;
            while (at < text.Length && "+-.eE0123456789".IndexOf(text[at]) >= 0)
            {
                at++;
            }
            var digits = text.Substring(start, at - start);
            double number;
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            {
                return number;
            }
            if (digits.Length == 0)
            {
                throw Unexpected();
            }
            return double.PositiveInfinity; // older runtimes refuse what is beyond all numbers
        }

        private object Word(string word, object value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            {
                throw Unexpected();
            }
            at += word.Length;
            return value;
        }

        private void Space()
        {
            while (at < text.Length && text[at] <= ' ')
            {
                at++;
            }
        }

        private char Peek()
        {
            if (at >= text.Length)
            {
                throw new FormatException("JSON ends too early");
            }
            return text[at];
        }

        private void Take(char c)
        {
            if (Peek() != c)
            {
                throw Unexpected();
            }
            at++;
        }

        private FormatException Unexpected()
        {
            return new FormatException($"unexpected JSON at {at}");
        }
    }
}
