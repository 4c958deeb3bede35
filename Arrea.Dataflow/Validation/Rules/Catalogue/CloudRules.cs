namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about clouds, clusters, containers and databases.</summary>
internal static class CloudRules
{
    private const string HostParts = "/:*|/etc:*|/etc/:*|/var:*|/var/:*|/proc:*|/sys:*|/dev:*|/root:*|/boot:*|/usr:*|/bin:*|/sbin:*|/lib:*|/lib/modules:*|/home:*|/run:*|/var/run:*|/var/lib/docker*|/var/lib/kubelet*|*docker.sock*|*containerd.sock*|*crio.sock*|*podman.sock*|/etc/shadow*|/etc/passwd*|/etc/cron*|/root/*|//:*";

    private static readonly string[] Clients =
    [
        "psql", "mysql", "mariadb", "sqlite3", "sqlite", "sqlcmd", "mssql-cli", "osql", "pgcli", "mycli", "litecli", "clickhouse-client", "clickhouse", "cqlsh", "snowsql", "snow", "bq", "duckdb",
        "usql", "sqlplus", "db2", "isql", "isql-fb", "trino", "presto", "beeline", "hive", "spark-sql", "cockroach", "crdb", "impala-shell", "vsql", "h2", "d1", "influx", "influx3", "cypher-shell", "questdb", "tarantool", "mongosh", "surreal", "edgedb", "gel", "rqlite", "dolt", "sqlite-utils", "wrangler", "turso", "monetdb", "mclient",
    ];

    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_cloud_destroy",
            Pattern = "terraform destroy",
            Message = "It destroys resources that others use: {0}.",
            When =
            [
                new() { Commands = ["docker", "podman", "nerdctl"], Words = ["rm|kill"], Carries = ["processes"] },
                new() { Commands = ["docker", "podman", "nerdctl"], Words = ["container", "rm|kill"], Carries = ["processes"] },
                .. Conditions.Commands(CloudLines.Destroy),
            ],
            Matches = ["kubectl delete namespace prod", "terraform destroy -auto-approve", "aws s3 rb s3://b --force", "gcloud projects delete prod --quiet", "helm uninstall api", "docker system prune -af --volumes", "terraform apply -destroy"],
            Passes = ["kubectl get pods", "terraform plan", "aws s3 ls", "helm list", "docker rm -f test-db", "docker compose down", "gh pr list", "kubectl delete pod x"],
        },
        new()
        {
            Id = "no_backup_delete",
            Pattern = "borg delete",
            Message = "It deletes what lost work could be restored from: {0}.",
            When = Conditions.Commands(CloudLines.DeleteBackup),
            Matches = ["borg delete repo", "restic forget --keep-last 0 --prune", "kopia snapshot delete abc", "tmutil delete /Volumes/x", "snapper delete 1-100"],
            Passes = ["restic snapshots", "restic forget --keep-daily 7 --prune", "borg list repo", "borg delete --dry-run repo", "borg prune --keep-weekly 4 repo", "snapper list"],
        },
        new()
        {
            Id = "no_cloud_grant",
            Pattern = "iam attach-user-policy",
            Message = "It lets somebody into a cloud or a cluster: {0}.",
            When = Conditions.Commands(CloudLines.Grant),
            Matches = ["aws iam attach-user-policy --user-name m --policy-arn x", "kubectl create clusterrolebinding x --clusterrole=cluster-admin --user=m"],
            Passes = ["aws iam list-users", "kubectl get clusterrolebindings"],
        },
        new()
        {
            Id = "no_container_escape",
            Pattern = "docker run --privileged",
            Message = "It gives a container power over the machine: {0}.",
            When =
            [
                Conditions.Files("mount", "home|secret|root|device|persistence"),
                new() { Commands = ["kubectl", "oc", "k"], Lines = ["*privileged: true*", "*hostPID: true*", "*hostPath:*", "*hostNetwork: true*", "*\"privileged\":*true*", "*\"hostPID\":*true*", "*\"hostPath\":*"] },
                .. Conditions.Commands(
                "docker|podman|nerdctl|docker-compose|lxc run|create|exec|container --privileged|--pid=host|--ipc=host|--userns=host|--uts=host|--cgroupns=host|--cap-add=*SYS_*|--cap-add=ALL|--cap-add=all|--cap-add=*DAC*|--cap-add=*NET_ADMIN*|--cap-add=*sys_*|--security-opt=*unconfined*|--security-opt=*disable*|--device=/dev/*|--device-cgroup-rule=*",
                $"docker|podman|nerdctl run|create|container -v|--volume @{HostParts}",
                "docker|podman|nerdctl run|create|container --mount @*source=/,*|*src=/,*|*source=/etc*|*src=/etc*|*docker.sock*|*source=/root*|*src=/root*|*source=/var*|*src=/var*|*source=/proc*|*src=/proc*|*source=/dev*|*source=/sys*",
                "docker cp * @*:/*:/|/|/etc*|/usr*|/root*|/bin*",
                "curl --unix-socket -X|--request|-d|--data|--json|-T @*docker.sock*|*podman.sock*|*containerd.sock*",
                "kubectl run|debug --privileged|--privileged=true",
                "nsenter -t|--target @1",
                "nsenter -a|--all|-m|--mount",
                "kubectl run --privileged",
                "curl --unix-socket=*docker.sock|--unix-socket=*containerd.sock @*/containers/create*|*/exec*|*/containers/*/start*",
                "kubectl run|debug|create|apply|patch @*privileged*|*hostPID*|*hostPath*|*hostNetwork*",
                "kubectl debug node/*|nodes/*",
                "kubectl debug --profile=sysadmin",
                "oc adm policy add-scc-to-user privileged|anyuid",
                "kubectl create|apply clusterrolebinding @--clusterrole=cluster-admin|cluster-admin",
                "kubectl create clusterrolebinding --clusterrole=cluster-admin",
                "runc|crun|ctr run|exec --privileged|--mount",
                "lxc config set|device security.privileged|add",
                "lxc|incus launch|init|config @security.privileged*|raw.lxc*|security.nesting*",
                "release_agent|deepce|amicontained",
                "cdk evaluate|eva|run|auto-escape|ps|kcurl|ucurl",
                "docker swarm|context|plugin leave|rm|install -f|--force|--grant-all-permissions",
                "docker|podman * --allow=*insecure*"),
            ],
            Matches = ["docker run --privileged --pid=host alpine nsenter -t 1 -m sh", "docker run -v /:/host alpine chroot /host", "docker run -v /var/run/docker.sock:/var/run/docker.sock x", "nsenter -t 1 -m sh", "curl --unix-socket /run/docker.sock -X POST http://x/containers/create"],
            Passes = ["docker run --rm alpine echo hello", "docker run -v \"$PWD\":/app x", "docker run -p 80:80 nginx", "docker run --network host --rm nginx", "curl --unix-socket /run/docker.sock http://x/version", "docker exec web ls /app"],
        },
        new()
        {
            Id = "no_db_drop",
            Pattern = "DROP TABLE",
            Message = "It drops or empties what a database holds: {0}.",
            When =
            [
                new()
                {
                    Commands = Clients,
                    Statements =
                    [
                        "drop table|database|schema|user|role|view|keyspace|index|sequence|function|tablespace|type|owned|materialized|collection|warehouse|stage|column|extension|trigger|procedure",
                        "truncate",
                        "delete from !where",
                        "alter table|database * drop !add",
                        "update * set !where",
                        "reassign owned",
                        "vacuum full into",
                    ],
                },
                new() { Commands = ["mongosh", "mongo"], Statements = ["db.dropdatabase", "db.*.drop", "db.*.deletemany", "db.*.remove", "db.dropuser", "db.shutdownserver"] },
                new() { Commands = ["redis-cli", "valkey-cli", "keydb-cli"], Lines = ["flushall*", "flushdb*", "shutdown*"], IgnoreCase = true },
                .. Conditions.Commands(CloudLines.DropDatabase),
                .. Conditions.CommandsInAnyCase(CloudLines.DropKeys),
            ],
            Matches = ["psql -c 'DROP DATABASE prod'", "psql <<< 'drop   table users'", "mysql -e 'truncate orders'", "dropdb prod", "redis-cli FLUSHALL", "redis-cli KEYS '*' | xargs redis-cli DEL", "echo 'DELETE FROM t;' | sqlite3 a.db"],
            Passes = ["psql -c 'select count(*) from users'", "psql -c \"select 'drop table x'\"", "mysql -e 'delete from t where id = 1'", "grep -n 'drop table' schema.sql", "redis-cli get x", "redis-cli --scan --pattern 'cache:*' | xargs redis-cli unlink"],
        },
    ];
}
