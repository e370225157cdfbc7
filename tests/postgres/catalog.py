"""What PostgreSQL's catalogs say of a database, written so that two states can be compared."""

from __future__ import annotations

from typing import Final

from tests.postgres.wire import Connection

Catalog = dict[tuple[str, str], str]

# The first OID of what initdb did not make.
_FIRST: Final = 16384
_RELATION: Final = "format('%I.%I', n.nspname, c.relname)"


def _rights(kind: str, acl: str, owner: str) -> str:
    """Rights with the defaults written out, so that GRANT and REVOKE come back to where they began."""
    return (
        "(SELECT string_agg(concat_ws(' ', grantee::regrole, privilege_type, is_grantable), ',' "
        "ORDER BY grantee::regrole::text, privilege_type, is_grantable) "
        f"FROM aclexplode(coalesce({acl}, acldefault('{kind}', {owner}))))"
    )


def _own(catalog: str, row: str) -> str:
    """The condition that an object was made here, and by no extension."""
    return (
        f"{row}.oid >= {_FIRST} AND NOT EXISTS (SELECT FROM members "
        f"WHERE members.classid = '{catalog}'::regclass AND members.objid = {row}.oid)"
    )


# Each query gives the name and the definition of every object of a kind; what follows from another kind is left out.
_KINDS: Final = {
    "schema": f"SELECT nspname, {_rights('n', 'nspacl', 'nspowner')} FROM pg_namespace n "
    f"WHERE nspname !~ '^pg_' AND (nspname = 'public' OR {_own('pg_namespace', 'n')})",
    "relation": f"""SELECT {_RELATION}, concat_ws('; ', relkind, relpersistence, relrowsecurity, relforcerowsecurity,
        relreplident, reloptions, pg_get_expr(relpartbound, c.oid),
        CASE relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
        CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
        (SELECT string_agg(inhparent::regclass::text, ',' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid),
        CASE relkind WHEN 'S' THEN {_rights("s", "relacl", "relowner")} ELSE {_rights("r", "relacl", "relowner")} END)
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND relpersistence <> 't' AND n.nspname !~ '^pg_'
        AND {_own("pg_class", "c")}""",
    "column": f"""SELECT {_RELATION} || format('.%I', attname), concat_ws('; ', format_type(atttypid, atttypmod),
        attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid),
        nullif(attcollation, t.typcollation)::regcollation,
        nullif(attstorage, t.typstorage), attcompression, attstattarget, attoptions,
        {_rights("c", "attacl", "relowner")})
        FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
        JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND relpersistence <> 't'
        AND attrelid >= {_FIRST} AND n.nspname !~ '^pg_' AND {_own("pg_class", "c")}""",
    "constraint": f"""SELECT CASE WHEN conrelid <> 0 THEN conrelid::regclass::text ELSE contypid::regtype::text END
        || format('.%I', conname), concat_ws('; ', contype, pg_get_constraintdef(o.oid), convalidated)
        FROM pg_constraint o LEFT JOIN pg_class c ON c.oid = conrelid
        WHERE coalesce(relpersistence <> 't', true) AND {_own("pg_constraint", "o")}""",
    "index": f"""SELECT {_RELATION}, concat_ws('; ', pg_get_indexdef(c.oid), indisvalid, indisclustered, indisreplident,
        (SELECT string_agg(concat(attnum, ' ', attstattarget), ',') FROM pg_attribute WHERE attrelid = c.oid
            AND attstattarget <> -1))
        FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relpersistence <> 't' AND n.nspname !~ '^pg_' AND {_own("pg_class", "c")}""",
    "type": f"""SELECT format('%I.%I', n.nspname, typname),
        concat_ws('; ', typtype, format_type(typbasetype, typtypmod),
        typnotnull, typdefault, nullif(typcollation, 100)::regcollation,
        (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
        (SELECT concat_ws(',', rngsubtype::regtype, rngcollation::regcollation, rngcanonical, rngsubdiff)
            FROM pg_range WHERE rngtypid = t.oid), {_rights("T", "typacl", "typowner")})
        FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid
        WHERE (typrelid = 0 OR c.relkind = 'c') AND typtype <> 'm' AND typcategory <> 'A' AND {_own("pg_type", "t")}""",
    "sequence": f"""SELECT {_RELATION}, concat_ws('; ', seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax,
        seqcache, seqcycle, (SELECT string_agg(concat(refobjid::regclass, '.', attname, ' ', deptype), ',')
            FROM pg_depend JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
            WHERE classid = 'pg_class'::regclass AND objid = c.oid AND refclassid = 'pg_class'::regclass
            AND deptype IN ('a', 'i')))
        FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relpersistence <> 't' AND {_own("pg_class", "c")}""",
    "function": f"""SELECT format('%I.%I(%s)', n.nspname, proname, array_to_string(proargtypes::regtype[], ',')),
        concat_ws('; ', prokind, lanname, provolatile, prosecdef, proleakproof, proisstrict, proparallel, procost,
        prorows, proconfig, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
        btrim(regexp_replace(prosrc, '\\s+', ' ', 'g')), pg_get_function_sqlbody(p.oid),
        (SELECT concat_ws(',', aggtransfn, aggfinalfn, aggtranstype::regtype, agginitval, aggcombinefn)
            FROM pg_aggregate WHERE aggfnoid = p.oid), {_rights("f", "proacl", "proowner")})
        FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace JOIN pg_language l ON l.oid = prolang
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
            AND deptype = 'i') AND {_own("pg_proc", "p")}""",
    "trigger": "SELECT concat(tgrelid::regclass, '.', tgname), concat_ws('; ', pg_get_triggerdef(t.oid), tgenabled) "
    f"FROM pg_trigger t WHERE NOT tgisinternal AND {_own('pg_trigger', 't')}",
    "policy": """SELECT concat(polrelid::regclass, '.', polname), concat_ws('; ', polcmd, polpermissive,
        polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy""",
    "rule": "SELECT concat(ev_class::regclass, '.', rulename), pg_get_ruledef(r.oid) FROM pg_rewrite r "
    f"WHERE rulename <> '_RETURN' AND {_own('pg_rewrite', 'r')}",
    "statistics": f"""SELECT stxname, concat_ws('; ', stxrelid::regclass, stxkind, stxstattarget,
        (SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute WHERE attrelid = stxrelid
            AND attnum = ANY (stxkeys)), pg_get_expr(stxexprs, stxrelid))
        FROM pg_statistic_ext s WHERE {_own("pg_statistic_ext", "s")}""",
    "extension": "SELECT extname, concat(nspname, ' ', extversion) FROM pg_extension "
    "JOIN pg_namespace n ON n.oid = extnamespace",
    "comment": f"""SELECT i.type || ' ' || i.identity, description FROM pg_description d,
        pg_identify_object(d.classoid, d.objoid, d.objsubid) i WHERE (objoid >= {_FIRST}
            OR (classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace)) AND NOT EXISTS
        (SELECT FROM members WHERE members.classid = d.classoid AND members.objid = d.objoid)""",
    "default rights": """SELECT concat_ws(' ', defaclrole::regrole,
        nullif(defaclnamespace, 0)::regnamespace, defaclobjtype),
        (SELECT string_agg(concat_ws(' ', grantee::regrole, privilege_type, is_grantable), ','
        ORDER BY grantee::regrole::text, privilege_type) FROM aclexplode(defaclacl)) FROM pg_default_acl""",
    "publication": """SELECT pubname, concat_ws('; ', puballtables, pubinsert, pubupdate, pubdelete, pubtruncate,
        (SELECT string_agg(prrelid::regclass::text, ',' ORDER BY prrelid::regclass::text) FROM pg_publication_rel
            WHERE prpubid = p.oid)) FROM pg_publication p""",
    "event trigger": "SELECT evtname, concat_ws('; ', evtevent, evtfoid::regproc, evtenabled, evttags) "
    "FROM pg_event_trigger",
    "cast": "SELECT concat(castsource::regtype, ' to ', casttarget::regtype), "
    f"concat(castfunc::regprocedure, castcontext) FROM pg_cast k WHERE {_own('pg_cast', 'k')}",
    "operator": f"SELECT k.oid::regoperator::text, oprcode::text FROM pg_operator k WHERE {_own('pg_operator', 'k')}",
    "collation": f"SELECT collname::text, concat_ws(' ', collprovider, collcollate) FROM pg_collation k "
    f"WHERE {_own('pg_collation', 'k')}",
    "server": "SELECT srvname, srvoptions::text FROM pg_foreign_server",
    "role": "SELECT rolname, "
    "concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls) FROM pg_roles "
    "WHERE rolname !~ '^pg_'",
}

_MEMBERS: Final = "WITH members AS MATERIALIZED (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')"
_QUERY: Final = f"{_MEMBERS} " + " UNION ALL ".join(
    f"SELECT '{kind}', k.name::text, k.definition::text FROM ({sql}) k(name, definition)"
    for kind, sql in _KINDS.items()
)


def prepare(session: Connection) -> None:
    """Let a session be asked for its catalog."""
    session.query(f"SET search_path = ''; PREPARE catalog AS {_QUERY}; RESET search_path")


def catalog(session: Connection) -> Catalog:
    """Return every object of the database but those of extensions, by kind and name, with its definition.

    The order of columns and the white space in the bodies of functions are left out, as they are when migrations are
    judged; so are owners, and temporary tables, which are dropped.
    """
    # With no path every name is written with its schema.
    rows = session.query("DISCARD TEMP; SET search_path = ''; EXECUTE catalog; RESET ALL")
    return {(str(kind), str(name)): definition or "" for kind, name, definition in rows}


def difference(before: Catalog, after: Catalog) -> list[str]:
    """Say how two catalogs differ, an object a line, in order."""
    found: list[str] = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        shown = " ".join(key)
        if old is None:
            found.append(f"left: {shown}")
        elif new is None:
            found.append(f"lost: {shown}")
        else:
            found.append(f"changed: {shown}: {old} -> {new}")
    return found
